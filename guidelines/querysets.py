"""What the screens of guidelines read."""

from functools import cache
from typing import Any

from wagtail.models import PageManager, PageQuerySet

from guidelines.library import Entry
from portal.prepared import Prepared

# Long texts that no list shows.
TEXTS = (
    "sections", "statements", "preconditions", "open_points", "contact", "provider", "evaluation_facts", "sources",
    "facts", "note",
)  # fmt: skip


def entry(pk: int, title: str, country: str, theme: str, groups: list[str], evidence: str) -> Entry:
    """A practice as the library counts it."""
    return Entry(pk, title, {"country": [country], "theme": [theme], "target_group": groups, "evidence": [evidence]})


class PracticeQuerySet(PageQuerySet):
    """Practices of all locales: the library is one, whatever language a practice is written in."""

    def entries(self, language: str) -> list[Entry]:
        """Every published practice as the library counts it, titled for readers of `language`; one query."""
        return [entry(*row) for row in _entries(self.model, "title_lv" if language == "lv" else "title_en")()]

    def with_keys(self, keys: list[str]) -> Any:
        """The published practices with these keys, whole; one query."""
        return self.live().filter(key__in=keys).select_related("country", "locale")

    def choices(self, language: str) -> list[tuple[str, str, str, str]]:
        """Key, title, country's code and theme of every published practice; one query."""
        title = "title_lv" if language == "lv" else "title_en"
        return list(self.live().values_list("key", title, "country_id", "theme"))

    def of_country(self, code: str) -> Any:
        """The published practices of a country, without their long texts; one query."""
        return self.live().filter(country_id=code).select_related("country", "locale").defer(*TEXTS)

    def in_lists(self, pks: list[int], countries: dict[str, Any]) -> list[Any]:
        """These practices in this order, of these countries, without their long texts; one query."""
        rows = {page.pk: page for page in _in_lists(self.model)(pks=pks)}
        for page in rows.values():
            page.country = countries[page.country_id]
        return [rows[pk] for pk in pks if pk in rows]


@cache
def _entries(model: Any, title: str) -> Prepared[Any]:
    shown = ("pk", title, "country_id", "theme", "target_groups", "evidence_level")
    return Prepared(lambda: model.objects.live().values_list(*shown))


@cache
def _in_lists(model: Any) -> Prepared[Any]:
    """Without their long texts."""
    rows = model.objects.select_related("locale").defer(*TEXTS)
    return Prepared(lambda pks: rows.filter(pk__in=pks), pks=list[int])


PracticeManager = PageManager.from_queryset(PracticeQuerySet)
