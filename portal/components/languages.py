"""Where the same page stands in another language: for the switch in the header and for `hreflang`."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from portal.prepared import Prepared

IN_LANGUAGE = {
    "lv": pgettext_lazy("text", "in Latvian"),
    "en": pgettext_lazy("text", "in English"),
    "fi": pgettext_lazy("text", "in Finnish"),
    "sv": pgettext_lazy("text", "in Swedish"),
    "nl": pgettext_lazy("text", "in Dutch"),
    "sl": pgettext_lazy("text", "in Slovenian"),
    "hu": pgettext_lazy("text", "in Hungarian"),
}
OWN_NAMES = {
    "lv": "Latviešu", "en": "English", "fi": "Suomi", "sv": "Svenska",
    "nl": "Nederlands", "sl": "Slovenščina", "hu": "Magyar",
}  # fmt: skip

# What an address and a link need of a page.
SHOWN = ("title", "depth", "url_path", "translation_key", "locale__language_code")
HOME_DEPTH = 2  # Wagtail's root, then a home page per language


def language_name(code: str) -> str:
    """The name of a language as it stands alone: Finnish."""
    return str(dict(settings.LANGUAGES).get(code, code))


def in_language(code: str) -> str:
    """ "in Finnish": Latvian needs the locative."""
    return str(IN_LANGUAGE.get(code) or language_name(code))


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """`code` and the language's own name; `url` is the same page there, or home where there is none."""

    code: str
    name: str
    url: str
    current: bool


def translations_of(page: Page, request: HttpRequest) -> dict[str, str]:
    """Language code → address of every published translation, the page's own included."""
    own = {own_language(page, request): page.get_url(request) or ""}
    return own | {
        other.locale.language_code: other.get_url(request) or ""
        for other in relatives(page)
        if other.translation_key == page.translation_key
    }


def crumbs_of(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """Title and address of the published pages above this one, home left out."""
    if page.depth <= HOME_DEPTH + 1:
        return []
    above = [other for other in relatives(page) if other.translation_key != page.translation_key]
    return [(ancestor.title, ancestor.get_url(request) or "") for ancestor in sorted(above, key=lambda one: one.depth)]


def relatives(page: Page) -> list[Page]:
    """The published pages above this one but for home, and its translations: one query, remembered with the page."""
    known: list[Page] | None = page.__dict__.get("relatives_for_the_frame")
    if known is None:
        above = [page.path[: page.steplen * depth] for depth in range(HOME_DEPTH + 1, page.depth)]
        known = _relatives(own=page.pk, key=page.translation_key, paths=above)
        page.__dict__["relatives_for_the_frame"] = known
    return known


def _related(own: int, key: UUID, paths: list[str]) -> QuerySet[Page]:
    wanted = Q(path__in=paths) | Q(translation_key=key)
    found: QuerySet[Page] = Page.objects.live().filter(wanted).exclude(pk=own)
    return found.select_related("locale").only(*SHOWN).order_by()


_relatives = Prepared(_related, own=int, key=UUID, paths=list[str])


def own_language(page: Page, request: HttpRequest) -> str:
    """The page's language; its address tells, so that none is fetched for it."""
    said: str = getattr(request, "content_language", "") or page.locale.language_code
    return said


def switch(request: HttpRequest, page: Any) -> list[LanguageLink]:
    """A link per language of the interface. A page in another language keeps its place: only the frame changes."""
    here = getattr(request, "interface_language", settings.LANGUAGE_CODE)
    content = getattr(request, "content_language", here)
    known = translations_of(page, request) if isinstance(page, Page) and content == here else {}
    return [
        LanguageLink(
            code=code,
            name=OWN_NAMES[code],
            url=_address(request, code, known, stays=content != here or (code == here and not known)),
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
    match = request.resolver_match
    if match is None:  # a page of errors
        return path
    # Django's `translate_url` would look the address up once more, which costs more than all else here.
    with translation.override(code), suppress(NoReverseMatch):
        _here, mark, query = path.partition("?")
        return f"{reverse(match.view_name, args=match.args, kwargs=match.kwargs)}{mark}{query}"
    return path
