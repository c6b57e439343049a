"""Putting people on a curriculum by hand, one or many; taking them off again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.trail import record
from training.enrolling import Row
from training.models import Curriculum, Enrolment
from training.people import team_of


class MayNotEnrol(PermissionError):
    """Only a training manager puts people on a curriculum."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """`code`: email, starts, person, curriculum, twice or there."""

    line: int
    email: str
    code: str


@dataclass(kw_only=True)
class Enrolled:
    """What came of a table: people put down, and rows that cannot be taken."""

    made: list[tuple[User, Curriculum]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@transaction.atomic
def enrol(*, person: User, curriculum: Curriculum, by: User, starts: date | None, reason: str) -> Enrolment:
    """Put a person on a curriculum; one open enrolment each, so a second click changes nothing."""
    enrolment, made = Enrolment.objects.get_or_create(
        user=person,
        curriculum=curriculum,
        ended_at=None,
        defaults={"starts": starts or timezone.localdate(), "by": by, "reason": reason},
    )
    if made:
        detail = {"curriculum": curriculum.key, "person": person.pk}
        record("enrol", record=f"training_enrolment:{enrolment.pk}", detail=detail, actor_id=by.pk)
    return enrolment


def enrol_many(*, rows: Iterable[Row], by: User, dry_run: bool) -> Enrolled:
    """All rows or none; a dry run says the same and keeps nothing. Raises `MayNotEnrol`."""
    if not by.has_role("training_manager"):
        raise MayNotEnrol
    outcome = Enrolled()
    people = {person.email.casefold(): person for person in team_of(by)}
    curricula = {one.key: one for one in Curriculum.objects.filter(retired_at__isnull=True)}
    there = set(Enrolment.objects.filter(ended_at__isnull=True).values_list("user_id", "curriculum__key"))
    seen: set[tuple[str, str]] = set()
    taken: list[tuple[Row, User, Curriculum]] = []
    for row in rows:
        person, curriculum = people.get(row.email.casefold()), curricula.get(row.curriculum)
        pair = (row.email.casefold(), row.curriculum)
        code = row.problem or (
            "person" if person is None
            else "curriculum" if curriculum is None
            else "twice" if pair in seen
            else "there" if (person.pk, row.curriculum) in there
            else ""
        )  # fmt: skip
        seen.add(pair)
        if code or person is None or curriculum is None:
            outcome.refused.append(Refusal(line=row.line, email=row.email, code=code))
        else:
            taken.append((row, person, curriculum))
    outcome.made = [(person, curriculum) for _row, person, curriculum in taken]
    if not dry_run and not outcome.refused:
        with transaction.atomic():
            for row, person, curriculum in taken:
                enrol(person=person, curriculum=curriculum, by=by, starts=row.starts, reason=row.reason)
    return outcome
