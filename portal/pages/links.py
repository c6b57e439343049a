"""Links between pages inside running text: looked up once for all texts of a page, not twice for each of them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.models import Page

from portal.pages import routing

# Number of a page → its address, for the answer that is being made; nothing between answers.
_addresses: ContextVar[dict[str, str] | None] = ContextVar("addresses", default=None)
_shown: ContextVar[Page | None] = ContextVar("shown", default=None)
LINK = re.compile(r"<a\b[^>]*>")
NUMBER = re.compile(r"""\bid="(\d+)\"""")


@contextmanager
def one_answer() -> Iterator[None]:
    """Addresses found inside are remembered until the answer is made, and not a moment longer."""
    addresses, shown = _addresses.set({}), _shown.set(None)
    try:
        yield
    finally:
        _addresses.reset(addresses)
        _shown.reset(shown)


def shows(page: Page) -> None:
    """The answer that is being made shows this page."""
    _shown.set(page)


def pages_named_in(page: Page) -> set[str]:
    """Numbers of all pages that the texts of this page link to."""
    streams = (page.__dict__.get(field.name) for field in page._meta.concrete_fields)
    return {number for stream in streams if isinstance(stream, StreamValue) for number in _numbers(stream.raw_data)}


def look_up(numbers: Iterable[str]) -> dict[str, str]:
    """Number → address in the active language where the page is published there, else where it is; one query."""
    known = _addresses.get()
    known = {} if known is None else known
    missing = {number for number in numbers if number not in known}
    if not missing:
        return known
    if not known and (page := _shown.get()):
        missing |= pages_named_in(page)
    asked = Page.objects.filter(pk__in=missing).values("translation_key")
    pages = list(Page.objects.filter(translation_key__in=asked).select_related("locale"))
    numbered = {str(page.pk): page for page in pages}
    language = get_language()
    in_language = {page.translation_key: page for page in pages if page.live and page.locale.language_code == language}
    for number in missing:
        page = numbered.get(number)
        best = in_language.get(page.translation_key, page) if page else None
        known[number] = address(best) if best and best.live else ""
    return known


def address(page: Page) -> str:
    """The page's address, without asking where its site begins."""
    page._wagtail_cached_site_root_paths = routing.site_roots()
    return page.get_url() or ""


def _numbers(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        if 'linktype="page"' in data:
            for link in LINK.findall(data):
                if 'linktype="page"' in link and (number := NUMBER.search(link)):
                    yield number[1]
    elif isinstance(data, dict):
        for part in data.values():
            yield from _numbers(part)
    elif not isinstance(data, int | float | bool | None):
        for part in data:
            yield from _numbers(part)
