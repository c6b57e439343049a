"""Where the same page stands in another language: for the switch in the header and for `hreflang`."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import translation
from wagtail.models import Page

OWN_NAMES = {
    "lv": "Latviešu", "en": "English", "fi": "Suomi", "sv": "Svenska",
    "nl": "Nederlands", "sl": "Slovenščina", "hu": "Magyar",
}  # fmt: skip

HOME_DEPTH = 2  # Wagtail's root, then a home page per language


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """`code` and the language's own name; `url` is the same page there, or home where there is none."""

    code: str
    name: str
    url: str
    current: bool


def translations_of(page: Page, request: HttpRequest) -> dict[str, str]:
    """Language code → address of every published translation, the page's own included; one query for a page."""
    known: dict[str, str] | None = page.__dict__.get("addresses_by_language")
    if known is not None:
        return known
    found = page.__dict__["addresses_by_language"] = {own_language(page, request): page.get_url(request) or ""}
    for other in page.get_translations().live().select_related("locale"):
        found[other.locale.language_code] = other.get_url(request) or ""
    return found


def own_language(page: Page, request: HttpRequest) -> str:
    """The page's language; its address tells, so that none is fetched for it."""
    said: str = getattr(request, "content_language", "") or page.locale.language_code
    return said


def crumbs_of(page: Page) -> list[tuple[str, str]]:
    """Title and address of the pages above this one, home left out; one query where there are any."""
    if page.depth <= HOME_DEPTH + 1:
        return []
    above = page.get_ancestors().filter(depth__gt=HOME_DEPTH).live()
    return [(ancestor.title, ancestor.get_url() or "") for ancestor in above]


def switch(request: HttpRequest, page: Any) -> list[LanguageLink]:
    """A link per language of the interface. A page in another language keeps its place: only the frame changes."""
    here = getattr(request, "interface_language", settings.LANGUAGE_CODE)
    content = getattr(request, "content_language", here)
    known = translations_of(page, request) if isinstance(page, Page) and content == here else {}
    return [
        LanguageLink(
            code=code,
            name=OWN_NAMES[code],
            url=_address(request, code, known, stays=content != here),
            current=code == here,
        )
        for code in settings.INTERFACE_LANGUAGES
    ]


def _address(request: HttpRequest, code: str, known: dict[str, str], *, stays: bool) -> str:
    path = request.get_full_path()
    if stays:
        return path
    if known:
        with translation.override(code):
            return known.get(code) or reverse("home")
    return translate_url(path, code)
