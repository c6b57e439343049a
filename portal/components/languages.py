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


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """`code` and the language's own name; `url` is the same page there, or home where there is none."""

    code: str
    name: str
    url: str
    current: bool


def translations_of(page: Page, request: HttpRequest) -> dict[str, str]:
    """Language code → address of every published translation, the page's own included; one query."""
    found = {page.locale.language_code: page.get_url(request) or ""}
    for other in page.get_translations().live().select_related("locale"):
        found[other.locale.language_code] = other.get_url(request) or ""
    return found


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
