"""What can be learned: published modules and lessons as plain facts, in the reader's language where there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import F

from training.models import LessonPage, ModulePage


@dataclass(frozen=True, kw_only=True)
class LessonFacts:
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


def modules(language: str) -> dict[UUID, ModuleFacts]:
    """All published modules by family; two queries for any number."""
    rows = list(ModulePage.objects.live().annotate(language=F("locale__language_code")).values(*FACTS, "language"))
    lessons: dict[str, list[LessonFacts]] = {}
    for row in LessonPage.objects.live().order_by("path").values("pk", "path", "key", "title", "minutes", "kind"):
        facts = LessonFacts(page_id=row.pop("pk"), **{k: row[k] for k in ("key", "title", "minutes", "kind")})
        lessons.setdefault(row["path"][: -LessonPage.steplen], []).append(facts)
    families: dict[UUID, list[dict]] = {}
    for row in rows:
        families.setdefault(row["translation_key"], []).append(row)
    return {family: _facts(family, found, lessons, language) for family, found in families.items()}


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
    """The module with this key; raises `NoSuchModule`."""
    for module in among if among is not None else modules(language).values():
        if module.key == key:
            return module
    raise NoSuchModule(key)
