"""The translation matrix: page by language, with what is missing, a draft, published, stale since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from portal.editing.models import StaleTranslation
from portal.seams.translation import DRAFT, MISSING, PUBLISHED, STALE


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One page in one language."""

    state: str
    locale: Locale
    page: Page | None = None
    since: datetime | None = None
    changes: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A page of the source language with a cell per language."""

    page: Page
    cells: tuple[Cell, ...]


def source_pages(kind: str = "", state: str = "") -> Any:
    """Pages that can be translated: everything under the source language's home, but no lists and no homes."""
    pages = Page.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, depth__gt=2, alias_of__isnull=True
    ).exclude(content_type__model__endswith="indexpage")
    if kind:
        pages = pages.filter(content_type__model=kind)
    if state == STALE:
        stale = StaleTranslation.objects.values("page__translation_key")
        pages = pages.filter(translation_key__in=stale)
    return pages.select_related("content_type", "locale").order_by("content_type__model", "title")


def rows(pages: list[Page], locales: list[Locale]) -> list[Row]:
    """The rows of these pages: three queries, however many pages."""
    keys = [page.translation_key for page in pages]
    translated: dict[tuple[Any, int], Page] = {
        (page.translation_key, page.locale_id): page
        for page in Page.objects.filter(translation_key__in=keys, locale__in=locales)
    }
    marks = {
        mark.page_id: mark
        for mark in StaleTranslation.objects.filter(page__translation_key__in=keys, locale__in=locales)
    }
    handed = set(TranslationSource.objects.filter(object_id__in=keys).values_list("object_id", flat=True))
    return [
        Row(page=page, cells=tuple(_cell(page, locale, translated, marks, handed) for locale in locales))
        for page in pages
    ]


def _cell(page: Page, locale: Locale, translated: Any, marks: Any, handed: set[Any]) -> Cell:
    found = translated.get((page.translation_key, locale.pk))
    if found is None:
        return Cell(state=MISSING, locale=locale)
    mark = marks.get(found.pk)
    if mark:
        return Cell(state=STALE, locale=locale, page=found, since=mark.since, changes=tuple(mark.changes))
    return Cell(state=PUBLISHED if found.live else DRAFT, locale=locale, page=found)
