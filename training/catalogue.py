"""What can be learned: published modules and lessons as plain facts, in the reader's language where there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from portal.prepared import Prepared
from training.models import LessonPage, ModulePage


class LessonFacts(NamedTuple):
    """A lesson in one language. `page_id` opens it; records use `key`."""

    page_id: int
    key: str
    title: str
    minutes: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ModuleFacts:
    """A module in one language (`language`, which is the main one where a translation is missing).

    `version` is the highest of the family, because a translation that lags behind must not cost anybody's progress.
    """

    page_id: int
    family: UUID
    key: str
    language: str
    title: str
    titles: dict[str, str]
    version: int
    minutes: int
    assessment_minutes: int
    validity_months: int | None
    opens_after: str
    licence: str
    lessons: tuple[LessonFacts, ...]

    @property
    def lesson_minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)


FACTS = ("pk", "translation_key", "key", "title", "content_version", "minutes", "assessment_minutes",
         "validity_months", "opens_after", "licence", "path")  # fmt: skip
LESSON = ("path", "pk", "key", "title", "minutes", "kind")  # the path, then as in `LessonFacts`
# What the pages of a module and of its test print beside its facts.
SHOWN = (*FACTS, "depth", "summary", "why", "last_published_at", "review_date", "pass_mark", "competence_minimum",
         "competences", "euaa_standards", "esqf_level", "sources", "locale__language_code",
         "draw", "attempts", "cool_down_hours", "time_limit_minutes",
         "answerable__first_name", "answerable__last_name", "answerable__email")  # fmt: skip


def modules(language: str) -> dict[UUID, ModuleFacts]:
    """All published modules by family; two queries for any number."""
    rows = _all_modules()
    lessons = _lessons(_all_lessons())
    families: dict[UUID, list[dict]] = {}
    for row in rows:
        families.setdefault(row["translation_key"], []).append(row)
    return {family: _facts(family, found, lessons, language) for family, found in families.items()}


def _lessons(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[LessonFacts]]:
    """Lessons by the path of their module, in their order."""
    lessons: dict[str, list[LessonFacts]] = {}
    for path, *facts in rows:
        lessons.setdefault(path[: -LessonPage.steplen], []).append(LessonFacts._make(facts))
    return lessons


def _all_live() -> QuerySet[ModulePage, Any]:
    found: QuerySet[ModulePage, Any] = ModulePage.objects.live()
    rows: QuerySet[ModulePage, Any] = found.annotate(language=F("locale__language_code")).values(*FACTS, "language")
    return rows


def _live_lessons() -> QuerySet[LessonPage, Any]:
    found: QuerySet[LessonPage, Any] = LessonPage.objects.live()
    return found.order_by("path").values_list(*LESSON)


def _below(path: str) -> Q:
    """As `path__startswith`, with the path as it is: a pattern made of it could not be put in later."""
    return Q(Func(F("path"), Value(path), function="starts_with", output_field=BooleanField()))


_all_modules = Prepared(_all_live)
_all_lessons = Prepared(_live_lessons)
_rows_named = Prepared(lambda key: _all_live().filter(key=key), key=str)
_lessons_of = Prepared(
    lambda paths: _live_lessons().filter(reduce(or_, map(_below, paths))) if paths else LessonPage.objects.none(),
    paths=list[str],
)
_modules_named = Prepared(
    lambda key: ModulePage.objects.live().filter(key=key).select_related("answerable", "locale").only(*SHOWN), key=str
)


def module_with_page(key: str, language: str) -> tuple[ModuleFacts, ModulePage]:
    """One module and its page in that language, as far as `SHOWN`; two queries. Raises `NoSuchModule`."""
    pages = _modules_named(key=key)
    if not pages:
        raise NoSuchModule(key)
    rows = [
        {name: getattr(page, name) for name in FACTS} | {"language": page.locale.language_code}
        for page in pages
    ]  # fmt: skip
    lessons = _lessons(_lessons_of(paths=[page.path for page in pages]))
    facts = _facts(pages[0].translation_key, rows, lessons, language)
    return facts, next(page for page in pages if page.pk == facts.page_id)


def _facts(family: UUID, rows: list[dict], lessons: dict[str, list[LessonFacts]], language: str) -> ModuleFacts:
    by_language = {row["language"]: row for row in rows}
    row = by_language.get(language) or by_language.get(settings.LANGUAGE_CODE) or rows[0]
    return ModuleFacts(
        page_id=row["pk"],
        family=family,
        key=row["key"],
        language=row["language"],
        title=row["title"],
        titles={code: each["title"] for code, each in by_language.items()},
        version=max(each["content_version"] for each in rows),
        minutes=row["minutes"],
        assessment_minutes=row["assessment_minutes"],
        validity_months=row["validity_months"],
        opens_after=row["opens_after"],
        licence=row["licence"],
        lessons=tuple(lessons.get(row["path"], ())),
    )


class NoSuchModule(LookupError):
    """No published module has this key."""


def module_named(key: str, language: str, among: Iterable[ModuleFacts] | None = None) -> ModuleFacts:
    """The module with this key, of these or of all; two queries for one of all. Raises `NoSuchModule`."""
    if among is not None:
        for module in among:
            if module.key == key:
                return module
        raise NoSuchModule(key)
    named = _rows_named(key=key)
    if not named:
        raise NoSuchModule(key)
    rows = [row for row in named if row["translation_key"] == named[0]["translation_key"]]
    lessons = _lessons(_lessons_of(paths=[row["path"] for row in rows]))
    return _facts(rows[0]["translation_key"], rows, lessons, language)
