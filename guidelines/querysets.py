"""What the screens of guidelines read."""

from functools import cache
from typing import Any

from wagtail.models import PageManager, PageQuerySet

from guidelines.library import Entry
from portal.prepared import Prepared

# What a row of a list says, and what its place in the list depends on.
LISTED = (
    "title", "url_path", "title_lv", "title_en", "summary_lv", "summary_en", "country", "theme", "target_groups",
    "evidence_level", "last_checked", "verified", "source_read_on", "locale__language_code",
)  # fmt: skip


def entry(pk: int, title: str, country: str, theme: str, groups: list[str], evidence: str) -> Entry:
    """A practice as the library counts it."""
    return Entry(pk, title, {"country": [country], "theme": [theme], "target_group": groups, "evidence": [evidence]})


class PracticeQuerySet(PageQuerySet):
    """Practices of all locales: the library is one, whatever language a practice is written in."""

    def entries(self, language: str) -> list[Entry]:
        """Every published practice as the library counts it, titled for readers of `language`; one query."""
        return [entry(*row) for row in _entries(self.model, "title_lv" if language == "lv" else "title_en")()]

    def with_keys(self, keys: list[str]) -> list[Any]:
        """The published practices with these keys, whole; one query."""
        return _with_keys(self.model)(keys=keys)

    def choices(self, language: str) -> list[tuple[str, str, str, str]]:
        """Key, title, country's code and theme of every published practice; one query."""
        title = "title_lv" if language == "lv" else "title_en"
        return _choices(self.model, title)()

    def of_country(self, country: Any) -> list[Any]:
        """The published practices of a country as lists show them; one query."""
        found = _of_country(self.model)(code=country.code)
        for page in found:
            page.country = country
        return found

    def in_lists(self, pks: list[int], countries: dict[str, Any]) -> list[Any]:
        """These practices in this order, of these countries, as lists show them; one query."""
        rows = {page.pk: page for page in _in_lists(self.model)(pks=pks)}
        for page in rows.values():
            page.country = countries[page.country_id]
        return [rows[pk] for pk in pks if pk in rows]


@cache
def _entries(model: Any, title: str) -> Prepared[Any]:
    shown = ("pk", title, "country_id", "theme", "target_groups", "evidence_level")
    return Prepared(lambda: model.objects.live().values_list(*shown))


@cache
def _choices(model: Any, title: str) -> Prepared[Any]:
    return Prepared(lambda: model.objects.live().values_list("key", title, "country_id", "theme"))


@cache
def _with_keys(model: Any) -> Prepared[Any]:
    whole = model.objects.live().select_related("country", "locale")
    return Prepared(lambda keys: whole.filter(key__in=keys), keys=list[str])


@cache
def _in_lists(model: Any) -> Prepared[Any]:
    rows = model.objects.select_related("locale").only(*LISTED)
    return Prepared(lambda pks: rows.filter(pk__in=pks), pks=list[int])


@cache
def _of_country(model: Any) -> Prepared[Any]:
    rows = model.objects.live().select_related("locale").only(*LISTED)
    return Prepared(lambda code: rows.filter(country=code), code=str)


PracticeManager = PageManager.from_queryset(PracticeQuerySet)
