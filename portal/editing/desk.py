"""A page in a list, as an editor sees it: who answers for it, when it is to be reviewed, how its translations stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from portal.accounts.models import User
from portal.editing import matrix
from portal.editing.models import StaleTranslation
from portal.seams.translation import PUBLISHED, STALE


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`translations`: (words, is a warning), nothing where a page is not translated."""

    answers: str = ""
    review_due: date | None = None
    is_late: bool = False
    translations: tuple[tuple[str, bool], ...] = ()


def standings(pages: Sequence[Any]) -> dict[int, Standing]:
    """The standing of each of these specific pages by its key; six queries, however many pages."""
    people = User.objects.in_bulk({page.answerable_id for page in pages if getattr(page, "answerable_id", None)})
    translations = _translations(pages)
    return {
        page.pk: Standing(
            answers=str(people.get(getattr(page, "answerable_id", None), "")),
            review_due=getattr(page, "review_date", None),
            is_late=bool(getattr(page, "review_overdue", bool)()),
            translations=translations.get(page.pk, ()),
        )
        for page in pages
    }


def _translations(pages: Sequence[Page]) -> dict[int, tuple[tuple[str, bool], ...]]:
    locales = list(Locale.objects.all())
    source = next((one for one in locales if one.language_code == settings.LANGUAGE_CODE), None)
    others = [one for one in locales if one != source]
    originals = [page for page in pages if page.depth > 1 and source and page.locale_id == source.pk]
    stale = set(StaleTranslation.objects.filter(page__in=[page.pk for page in pages]).values_list("page_id", flat=True))
    found = {row.page.pk: _of_original(row) for row in matrix.rows(originals, others)}
    return found | {pk: ((_("stale"), True),) for pk in stale}


def _of_original(row: matrix.Row) -> tuple[tuple[str, bool], ...]:
    states = [cell.state for cell in row.cells]
    published = states.count(PUBLISHED) + states.count(STALE)
    words = [(_("%(n)s of %(all)s") % {"n": published, "all": len(states)}, False)]
    if stale := states.count(STALE):
        words.append((_("stale: %(n)s") % {"n": stale}, True))
    return tuple(words)
