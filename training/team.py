"""The manager's grid: people × requirements. Screen and exports come from the same reading."""

from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.accounts.models import RoleAssignment, User
from portal.accounts.querysets import roles_held
from training import scheduling
from training.models import CurriculumItem
from training.people import team_read
from training.standings import Requirement, picture
from training.words import StateWords, state_of

SMALLEST_GROUP = 5
LATE, EXPIRING, EXPIRED = "late", "expiring", "expired"
CELLS = {
    scheduling.LATE: "cell--late", scheduling.EXPIRED: "cell--late", scheduling.EXPIRING: "cell--soon",
    scheduling.DUE_SOON: "cell--soon",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the grid is narrowed to; empty means all."""

    organisation: str = ""
    role: str = ""
    state: str = ""
    words: str = ""


class Cell(NamedTuple):
    """`requirement` is none where the item is not required of the person. A grid has hundreds of these."""

    requirement: Requirement | None = None
    words: StateWords | None = None
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    person: User
    roles: str
    role_keys: frozenset[str]
    cells: tuple[Cell, ...]

    @cached_property
    def requirements(self) -> list[Requirement]:
        return [cell.requirement for cell in self.cells if cell.requirement]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`done` says of how many people it is done; empty for a group so small that a number would name somebody."""

    item: CurriculumItem
    title: str
    done: str


@dataclass(kw_only=True)
class Grid:
    """Everything the screen and the exports need."""

    today: date
    rows: list[Row]
    columns: list[Column] = field(default_factory=list)
    organisations: list[tuple[str, str]] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)
    people: int = 0

    @cached_property
    def late_people(self) -> int:
        return sum(any(r.state == scheduling.LATE for r in row.requirements) for row in self.rows)

    @cached_property
    def expiring(self) -> int:
        return self._number(scheduling.EXPIRING)

    @cached_property
    def expired(self) -> int:
        return self._number(scheduling.EXPIRED)

    @property
    def done_percent(self) -> int | None:
        """None when nothing is required, or of so few people that it would say something about one."""
        everything = [r for row in self.rows for r in row.requirements]
        if not everything or len(self.rows) < SMALLEST_GROUP:
            return None
        return sum(r.standing.fulfilled for r in everything) * 100 // len(everything)

    def _number(self, state: str) -> int:
        return sum(r.state == state for row in self.rows for r in row.requirements)


def grid(user: User, choice: Choice, language: str, today: date | None = None) -> Grid:
    """The people this person looks after; a fixed number of queries."""
    people = sorted(team_read(user), key=attrgetter("sort_key"))
    roles = roles_held([person.pk for person in people])
    seen = picture(people, language, today)
    required = {r.item.pk: r.item for person in people for r in seen.of(person)}
    items = sorted(required.values(), key=lambda i: (i.curriculum.order, i.curriculum.key, i.order))
    titles = {item.pk: item.title for item in items}
    for person in people:
        for r in seen.of(person):
            if r.module:
                titles[r.item.pk] = r.module.title
    everyone = [_row(person, roles[person.pk], seen.of(person), items) for person in people]
    rows = [row for row in everyone if row.requirements and _fits(row, choice)]
    held = {one.role.key: str(one.role) for assigned in roles.values() for one in assigned}
    places = {p.organisation.key: p.organisation.name for p in people if p.organisation}
    return Grid(
        today=seen.today,
        rows=rows,
        columns=[_column(item, titles[item.pk], number, rows) for number, item in enumerate(items)],
        organisations=sorted(places.items(), key=lambda pair: pair[1]),
        roles=sorted(held.items(), key=lambda pair: pair[1]),
        people=sum(bool(row.requirements) for row in everyone),
    )


def _row(person: User, held: list[RoleAssignment], mine: list[Requirement], items: list[CurriculumItem]) -> Row:
    by_item = {requirement.item.pk: requirement for requirement in mine}
    return Row(
        person=person,
        roles=", ".join(str(one.role) for one in held),
        role_keys=frozenset(one.role.key for one in held),
        cells=tuple(_cell(by_item.get(item.pk)) for item in items),
    )


def _cell(requirement: Requirement | None) -> Cell:
    if requirement is None:
        return Cell()
    return Cell(requirement=requirement, words=state_of(requirement), look=CELLS.get(requirement.state, ""))


def _fits(row: Row, choice: Choice) -> bool:
    person = row.person
    if choice.organisation and not (person.organisation and person.organisation.key == choice.organisation):
        return False
    if choice.role and choice.role not in row.role_keys:
        return False
    if choice.words and choice.words.casefold() not in str(person).casefold():
        return False
    states = {requirement.state for requirement in row.requirements}
    return not choice.state or choice.state in states


def _column(item: CurriculumItem, title: str, number: int, rows: list[Row]) -> Column:
    asked = [cell.requirement for row in rows if (cell := row.cells[number]).requirement]
    done = sum(bool(r and r.standing.fulfilled) for r in asked)
    few = len(asked) < SMALLEST_GROUP
    return Column(
        item=item, title=title, done="" if few else _("{done} of {total}").format(done=done, total=len(asked))
    )
