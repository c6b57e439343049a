"""How people stand: role, organisation and start date make the requirements; ledger and progress say how far.

Nothing is stored, so nothing can be out of date. The number of queries does not depend on the number of people.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import TruncDate
from django.utils import timezone

from portal.accounts.models import RoleAssignment, User
from portal.prepared import Prepared
from training.catalogue import ModuleFacts, modules
from training.models import CurriculumItem, Enrolment, Fulfilment, LessonProgress
from training.scheduling import LOCKED, Facts, Standing, due_date, locked_by, standing


class Held(NamedTuple):
    """An entry of the ledger that stands: its number, the day it was made, its last day if it has one."""

    pk: int
    on: date
    until: date | None


class LessonRead(NamedTuple):
    """How far a person is in a lesson. A team has hundreds of these, so they are no model rows."""

    lesson: str
    position: int
    done: bool
    turn: int  # a higher one was seen later


class Requirement(NamedTuple):
    """One item of one person. `locked_by`: what must come first. `done` of `total` lessons of a module.

    A team has hundreds of these and shows of most only the state: what `lessons` tell is counted when it is asked for.
    """

    item: CurriculumItem
    since: date
    standing: Standing
    module: ModuleFacts | None
    fulfilment: Held | None
    locked_by: tuple[CurriculumItem, ...]
    lessons: dict[str, LessonRead]

    @property
    def state(self) -> str:
        return self.standing.state

    @property
    def begun(self) -> bool:
        return self.done > 0

    @property
    def done(self) -> int:
        return len(self._finished())

    @property
    def total(self) -> int:
        return len(self.module.lessons) if self.module else 0

    @property
    def minutes_left(self) -> int:
        return max(self.module.minutes - sum(self._finished()), 0) if self.module else 0

    def _finished(self) -> list[int]:
        """The minutes of each lesson that is done."""
        known = self.module.lessons if self.module and self.lessons else ()
        return [lesson.minutes for lesson in known if lesson.key in self.lessons and self.lessons[lesson.key].done]


@dataclass(kw_only=True)
class Picture:
    """Everything that was read, for one language and day. `requirements` by person, in the order of the curricula."""

    today: date
    modules: dict[UUID, ModuleFacts]
    requirements: dict[int, list[Requirement]]
    progress: dict[tuple[int, UUID, int], dict[str, LessonRead]] = field(default_factory=dict)

    def of(self, user: User) -> list[Requirement]:
        return self.requirements.get(user.pk, [])

    def lessons_of(self, user: User, module: ModuleFacts) -> dict[str, LessonRead]:
        """The person's progress by lesson, in the module's present version."""
        return self.progress.get((user.pk, module.family, module.version), {})


def _reasons_of(people: list[int], also: list[int], day: date) -> Any:
    held = RoleAssignment.objects.current(day).filter(user__in=people)
    by_hand = Enrolment.objects.filter(user__in=also, ended_at__isnull=True)
    return held.values_list(Value("role"), "user", "role__key", "starts").union(
        by_hand.values_list(Value("enrolment"), "user", "curriculum__key", "starts"), all=True
    )


_items = Prepared(
    lambda: (
        CurriculumItem.objects.filter(retired_at__isnull=True, curriculum__retired_at__isnull=True)
        .select_related("curriculum")
        .order_by("curriculum__order", "curriculum__key", "order")
    )
)
_held = Prepared(_reasons_of, people=list[int], also=list[int], day=date)
_entries = Prepared(
    lambda people: (
        Fulfilment.objects.standing()
        .filter(user__in=people)
        .order_by("at")
        .values_list("user_id", "kind", "key", "pk", TruncDate("at"), "valid_until")
    ),
    people=list[int],
)
_read = Prepared(
    lambda people: (
        LessonProgress.objects.filter(user__in=people)
        .order_by("seen_at")
        .annotate(done=Q(done_at__isnull=False))
        .values_list("user_id", "module", "content_version", "lesson", "position", "done")
    ),
    people=list[int],
)


def picture(users: Iterable[User], language: str, today: date | None = None) -> Picture:
    """How these people stand; six queries for any number of people."""
    people = list(users)
    day = today or timezone.localdate()
    ids = [person.pk for person in people]
    known = modules(language)
    items = _items()
    roles, enrolled = _reasons(ids, day)
    fulfilled = _fulfilments(ids, items)
    progress = _progress(ids)
    result = Picture(today=day, modules=known, requirements={}, progress=progress)
    organisations = _organisation_keys(people, items)
    for person in people:
        if person.is_active and today is None:
            # The same reading answers what every page's frame asks for.
            person.role_keys = frozenset(roles.get(person.pk, {}))
        mine = _items_of(person, items, roles.get(person.pk, {}), enrolled, organisations)
        result.requirements[person.pk] = list(_requirements(person, mine, fulfilled, result))
    return result


def _reasons(ids: list[int], day: date) -> tuple[dict[int, dict[str, date]], dict[tuple[int, str], date]]:
    """Why something is required: roles by person, and enrolments by hand by person and curriculum; one query."""
    roles: dict[int, dict[str, date]] = {}
    enrolled: dict[tuple[int, str], date] = {}
    for kind, user, key, starts in _held(people=ids, also=ids, day=day):
        if kind == "role":
            roles.setdefault(user, {})[key] = starts
        else:
            enrolled[user, key] = starts
    return roles, enrolled


def _organisation_keys(people: list[User], items: list[CurriculumItem]) -> dict[int, str]:
    """Asked only when some curriculum is limited to organisations."""
    if not any(item.curriculum.organisation_keys for item in items):
        return {}
    return dict(
        User.objects.filter(pk__in=[person.pk for person in people], organisation__isnull=False).values_list(
            "pk", "organisation__key"
        )
    )


def _fulfilments(ids: list[int], items: list[CurriculumItem]) -> dict[tuple[int, str, str], Held]:
    """The entry that holds longest, of what the items ask for; of several the newest."""
    wanted = {(item.kind, item.target) for item in items}
    best: dict[tuple[int, str, str], Held] = {}
    for user, kind, key, *entry in _entries(people=ids):
        if (kind, key) not in wanted:
            continue
        held, before = Held(*entry), best.get((user, kind, key))
        if before is None or (held.until or date.max) >= (before.until or date.max):
            best[user, kind, key] = held
    return best


def _progress(ids: list[int]) -> dict[tuple[int, UUID, int], dict[str, LessonRead]]:
    found: dict[tuple[int, UUID, int], dict[str, LessonRead]] = {}
    for turn, (person, module, version, lesson, position, done) in enumerate(_read(people=ids)):
        found.setdefault((person, module, version), {})[lesson] = LessonRead(lesson, position, done, turn)
    return found


def _items_of(
    person: User,
    items: list[CurriculumItem],
    roles: dict[str, date],
    enrolled: dict[tuple[int, str], date],
    organisations: dict[int, str],
) -> list[tuple[CurriculumItem, date]]:
    """The items required of a person, each with the day from which its due date counts."""
    mine, pk, works_since = [], person.pk, person.works_since
    for item in items:
        curriculum = item.curriculum
        starts = [roles[key] for key in item.role_keys if key in roles and key in curriculum.role_keys]
        elsewhere = curriculum.organisation_keys and organisations.get(pk) not in curriculum.organisation_keys
        if elsewhere:
            starts = []
        if starts and works_since:
            # A role given before the first day of work begins to count on that day.
            starts = [max(min(starts), works_since)]
        if by_hand := enrolled.get((pk, curriculum.key)):
            starts.append(by_hand)
        if starts and item.required:
            mine.append((item, max(min(starts), curriculum.applies_from or date.min)))
    return mine


def _requirements(
    person: User,
    mine: list[tuple[CurriculumItem, date]],
    fulfilled: dict[tuple[int, str, str], Held],
    seen: Picture,
) -> Iterator[Requirement]:
    pk = person.pk
    by_path = {item.path: item for item, _since in mine}
    entries = {path: fulfilled.get((pk, item.kind, item.target)) for path, item in by_path.items()}
    done = {path for path, entry in entries.items() if entry and _still(entry, by_path[path], seen.today)}
    for item, since in mine:
        entry = entries[item.path]
        # A prerequisite that is not required of this person cannot lock anything.
        first = locked_by([path for path in item.first if path in by_path], done) if item.first else ()
        module = seen.modules.get(item.family) if item.kind == CurriculumItem.Kind.MODULE else None
        lessons = seen.lessons_of(person, module) if module else {}
        facts = Facts(
            due=due_date(since, item.due_days),
            fulfilled=entry.on if entry else None,
            until=entry.until if entry else None,
            grace_days=item.grace_days,
            begun=bool(lessons),
            open_now=not first,
        )
        locking = tuple(by_path[path] for path in first)
        yield Requirement(item, since, standing(facts, seen.today), module, entry, locking, lessons)


def _still(entry: Held, item: CurriculumItem, today: date) -> bool:
    """Does it count as done today, the days of grace included?"""
    return entry.until is None or (today - entry.until).days <= item.grace_days


def is_locked(requirement: Requirement) -> bool:
    """May it not be begun yet?"""
    return requirement.state == LOCKED
