"""Writes about clients, caseloads and the states of an audit. Each is one transaction with its log entry.

All run inside `acting(by)`: row-level security refuses what the person may not touch.
"""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.postgresql.turns import one_at_a_time
from portal.protection.identifiers import uuid7
from portal.protection.keys import make_data_key
from portal.protection.models import CaseAssignment, DataKey
from portal.protection.trail import record
from portal.seams.access import SENIOR_SOCIAL_WORKER, SOCIAL_MENTOR
from portal.seams.licence import Licence
from skills_audit.instrument.publishing import current_version
from skills_audit.models import Audit, Client

Part = CaseAssignment.Part
TRIES = 20


class NotLicensed(Exception):
    """The person may not use the instrument today; `licence` says why and where the way to it begins."""

    def __init__(self, licence: Licence) -> None:
        super().__init__(licence.reason)
        self.licence = licence


class AuditRunning(Exception):
    """The client has an audit in progress; `audit` is it."""

    def __init__(self, audit: Audit) -> None:
        super().__init__(str(audit.pk))
        self.audit = audit


class LastPerson(Exception):
    """Nobody else works with the case for good: sooner or later nobody would see it any more."""


class ServiceEnded(Exception):
    """The client's service has ended: no talk begins and the plan stays as it is, until the service goes on."""


class NoInstrument(Exception):
    """No version of the instrument is published."""


class WrongState(Exception):
    """The audit is not in a state from which this can be done."""


class NotOfTheTeam(Exception):
    """A supervisor gives cases to people of the own team only."""


@transaction.atomic
def add_client(
    *,
    stage: str,
    language: str,
    arrived_on: date,
    by: User,
    status_on: date | None = None,
    code: str = "",
    key: UUID | None = None,
) -> Client:
    """A client under a random case code, with a data key of their own, in the caseload of who adds them.

    `key` is made with the form and becomes the client's own: the same form sent twice adds one.
    """
    key = key or uuid7()
    one_at_a_time(f"add client {key}")
    if (there := Client.objects.filter(pk=key).first()) is not None:
        added: Client = there
        return added
    if DataKey.objects.filter(subject=key).exists():
        key = uuid7()
    make_data_key(key)
    part = Part.CARRIES if by.has_role(SOCIAL_MENTOR) else Part.LEADS
    # First the assignment: a row of a client nobody works with could not be written.
    CaseAssignment.objects.create(subject=key, user=by, part=part, given_by=by)
    client = _with_free_code(
        Client(id=key, stage=stage, language=language, arrived_on=arrived_on, status_on=status_on), code
    )
    record("add_client", subject=key, record="client", actor_id=by.pk)
    return client


def _with_free_code(client: Client, code: str) -> Client:
    for _try in range(TRIES):
        client.code = code or f"K-{secrets.randbelow(90_000) + 10_000}"
        try:
            with transaction.atomic():
                client.save(force_insert=True)
        except IntegrityError:
            if code:
                raise
        else:
            return client
    raise IntegrityError("no free case code was found")


@transaction.atomic
def plan_next_step(*, client: Client, words: str, on: date | None, urgent: bool, by: User) -> None:
    """What comes next with this client, until when; empty words clear it."""
    client.next_step = words.strip() or None
    client.next_step_on = on if client.next_step else None
    client.next_step_urgent = urgent and bool(client.next_step)
    client.save(update_fields=["next_step", "next_step_on", "next_step_urgent"])
    record("next_step", subject=client.pk, record="client", actor_id=by.pk)


@transaction.atomic
def assign_case(
    *, client: Client, user: User, part: str, by: User, starts: date | None = None, ends: date | None = None
) -> CaseAssignment:
    """Give a case to a person of the team. A new lead or carrier takes it over from the one before."""
    if by.has_role(SENIOR_SOCIAL_WORKER) and by.pk not in (user.pk, user.supervisor_id):
        raise NotOfTheTeam
    starts = starts or timezone.localdate()
    if part != Part.SUBSTITUTE:
        earlier = CaseAssignment.objects.current(starts).filter(subject=client.pk, part=part).exclude(user=user)
        for assignment in earlier:
            _end(assignment, starts - timedelta(days=1))
    assignment, _made = CaseAssignment.objects.update_or_create(
        subject=client.pk, user=user, starts=starts, defaults={"part": part, "ends": ends, "given_by": by}
    )
    detail = {"person": user.pk, "part": str(part), "until": ends.isoformat() if ends else ""}
    record("assign", subject=client.pk, record="client", detail=detail, actor_id=by.pk)
    return assignment


@transaction.atomic
def end_assignment(*, client: Client, assignment: CaseAssignment, by: User) -> None:
    """From today on the person no longer sees the case. Raises `LastPerson`."""
    staying = CaseAssignment.objects.current().filter(subject=client.pk, ends__isnull=True)
    if not staying.exclude(pk=assignment.pk).exists():
        raise LastPerson
    _end(assignment, timezone.localdate() - timedelta(days=1))
    detail = {"person": assignment.user_id, "part": assignment.part}
    record("unassign", subject=client.pk, record="client", detail=detail, actor_id=by.pk)


def _end(assignment: CaseAssignment, last_day: date) -> None:
    if assignment.starts > last_day:
        assignment.delete()
        return
    assignment.ends = last_day
    assignment.save(update_fields=["ends"])


@transaction.atomic
def start_audit(
    *, client: Client, route: str, client_language: str, by: User, licence: Licence, worker_language: str = "lv"
) -> Audit:
    """A new talk on the version published last. Raises `NotLicensed`, `ServiceEnded`, `AuditRunning`,
    `NoInstrument`."""
    if not licence.valid:
        raise NotLicensed(licence)
    if Client.objects.select_for_update().get(pk=client.pk).ended_on is not None:
        raise ServiceEnded
    if running := Audit.objects.filter(client=client, state__in=Audit.OPEN).first():
        raise AuditRunning(running)
    version = current_version()
    if version is None:
        raise NoInstrument
    audit: Audit = Audit.objects.create(
        client=client,
        instrument=version,
        route=route,
        client_language=client_language,
        worker_language=worker_language,
        started_by=by,
    )
    record("start_audit", subject=client.pk, record=f"audit:{audit.pk}", detail={"route": route}, actor_id=by.pk)
    return audit


@transaction.atomic
def pause_audit(*, audit: Audit, by: User) -> None:
    """Put the talk aside; it goes on where it stood, on any device."""
    _change(audit, Audit.State.PAUSED, "pause_audit", by, (Audit.State.RUNNING, Audit.State.PAUSED))


@transaction.atomic
def resume_audit(*, audit: Audit, by: User) -> None:
    """Go on with a talk that was put aside."""
    if audit.state != Audit.State.RUNNING:
        _change(audit, Audit.State.RUNNING, "resume_audit", by, (Audit.State.PAUSED,))


@transaction.atomic
def stop_audit(*, audit: Audit, by: User) -> None:
    """The client stops the talk for good. What was said is kept and no reason is asked."""
    _change(audit, Audit.State.STOPPED, "stop_audit", by, Audit.OPEN)


def _change(audit: Audit, state: str, action: str, by: User, allowed: tuple[str, ...]) -> None:
    """One statement decides, so that two devices cannot both end the same talk."""
    changed = Audit.objects.filter(pk=audit.pk, state__in=allowed).update(state=state, changed_at=timezone.now())
    if not changed:
        raise WrongState(audit.state)
    audit.state = state
    record(action, subject=audit.client_id, record=f"audit:{audit.pk}", actor_id=by.pk)
