"""Writes into the ledger: it only grows, and the same thing reported twice counts once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.trail import record
from portal.seams import requirements as seam
from training.models import Attempt, CurriculumItem, Fulfilment
from training.scheduling import valid_until

Outcome = Fulfilment.Outcome


class MayNotSignOff(PermissionError):
    """Only a supervisor of the person with one of the item's roles signs off, and nobody signs for themselves."""


class ReasonMissing(ValueError):
    """This is written down with a reason only."""


@transaction.atomic
def fulfil(
    *,
    user: User,
    kind: str,
    key: str,
    version: str,
    language: str,
    outcome: str,
    titles: dict[str, str],
    at: datetime | None = None,
    until: date | None = None,
    attempt: Attempt | None = None,
    by: User | None = None,
    reason: str = "",
    observed: list[Any] | None = None,
) -> Fulfilment:
    """Append an entry, or return the one that is there for the same thing and moment."""
    moment = at or timezone.now()
    entry, made = Fulfilment.objects.get_or_create(
        user=user,
        kind=kind,
        key=key,
        version=version,
        outcome=outcome,
        at=moment,
        defaults={
            "language": language, "titles": titles, "valid_until": until, "attempt": attempt, "by": by,
            "reason": reason, "observed": observed or [],
        },
    )  # fmt: skip
    if made:
        detail = {"outcome": outcome, "key": key, "version": version}
        who = by or user
        record("fulfil", record=f"training_ledger:{entry.pk}", detail=detail, actor_id=who.pk)
    return entry


def item_for(kind: str, key: str) -> CurriculumItem | None:
    """An item in force that this thing fulfils; its months of validity count."""
    return (
        CurriculumItem.objects.filter(kind=kind, target=key, retired_at__isnull=True)
        .select_related("curriculum")
        .order_by("validity_months")
        .first()
    )


def keep(user: User, fulfilment: seam.Fulfilment) -> None:
    """What another subject reports through the seam; the same version read on the same day counts once."""
    item = item_for(fulfilment.kind, fulfilment.key)
    day = timezone.localdate(fulfilment.at)
    same = Fulfilment.objects.standing().filter(
        user=user, kind=fulfilment.kind, key=fulfilment.key, version=fulfilment.version, at__date=day
    )
    if same.exists():
        return
    fulfil(
        user=user,
        kind=fulfilment.kind,
        key=fulfilment.key,
        version=fulfilment.version,
        language=fulfilment.language,
        outcome=Outcome.READ,
        titles=titles_of(item) if item else {},
        at=fulfilment.at,
        until=valid_until(day, item.validity_months) if item else None,
    )


def titles_of(item: CurriculumItem) -> dict[str, str]:
    """What the item is called, in all its languages."""
    return {language: str(words.get("title", item.key)) for language, words in item.texts.items()}


@transaction.atomic
def confirm_reading(
    *, user: User, item: CurriculumItem, version: str, language: str, at: datetime | None = None
) -> Fulfilment:
    """The person says: read and understood. A second click on the same day adds nothing."""
    today = timezone.localdate(at)
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    same = Fulfilment.objects.standing().filter(
        user=user, kind=item.kind, key=item.target, version=version, at__date=today
    )
    return same.first() or fulfil(
        user=user,
        kind=item.kind,
        key=item.target,
        version=version,
        language=language,
        outcome=Outcome.READ,
        titles=titles_of(item),
        until=valid_until(today, item.validity_months),
        at=at,
    )


def may_sign_off(*, by: User, person: User, item: CurriculumItem) -> bool:
    """A role of the item, and the person's supervisor or a training manager; never oneself."""
    supervises = person.supervisor_id == by.pk or by.has_role("training_manager")
    return by.pk != person.pk and supervises and by.has_role(*item.signed_off_by)


@transaction.atomic
def sign_off_task(
    *, by: User, person: User, item: CurriculumItem, observed: list[int], language: str, note: str = "",
    at: datetime | None = None,
) -> Fulfilment:  # fmt: skip
    """A supervisor has seen the task done. `observed`: numbers of the points seen, of the item's list."""
    if not may_sign_off(by=by, person=person, item=item):
        raise MayNotSignOff
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    there = Fulfilment.objects.standing().filter(user=person, kind=item.kind, key=item.target).first()
    day = timezone.localdate(at)
    return there or fulfil(
        user=person,
        kind=item.kind,
        key=item.target,
        version=str(item.curriculum.version),
        language=language,
        outcome=Outcome.SIGNED_OFF,
        titles=titles_of(item),
        until=valid_until(day, item.validity_months),
        by=by,
        reason=note.strip(),
        observed=sorted(observed),
        at=at,
    )


@transaction.atomic
def waive_licence(*, by: User, person: User, instrument: str, reason: str, until: date) -> Fulfilment:
    """A supervisor lets a person use an instrument without a certificate, for a time and with a reason."""
    if not reason.strip():
        raise ReasonMissing
    supervises = person.supervisor_id == by.pk and by.has_role("senior_social_worker")
    if by.pk == person.pk or not (supervises or by.has_role("training_manager")):
        raise MayNotSignOff
    return fulfil(
        user=person,
        kind="licence",
        key=instrument,
        version="",
        language=by.language,
        outcome=Outcome.WAIVED,
        titles={},
        until=until,
        by=by,
        reason=reason.strip(),
    )


@transaction.atomic
def correct(*, entry: Fulfilment, reason: str, by: User | None) -> Fulfilment:
    """Make an entry void by a new row that names it and says why; the entry itself stays."""
    if not reason.strip():
        raise ReasonMissing
    row = Fulfilment.objects.create(
        user=entry.user,
        kind=entry.kind,
        key=entry.key,
        version=entry.version,
        language=entry.language,
        titles=entry.titles,
        outcome=Outcome.VOID,
        by=by,
        reason=reason.strip(),
        corrects=entry,
    )
    detail = {"corrects": entry.pk}
    record("correct", record=f"training_ledger:{row.pk}", detail=detail, actor_id=by.pk if by else None)
    return row
