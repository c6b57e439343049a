"""Applying the retention rules: what is due, and taking it away."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import Invitation
from portal.protection.actor import acting_as_system
from portal.protection.chains import anchor_trail, shorten_chains
from portal.protection.erasure import erase_client
from portal.protection.models import TrailEntry
from portal.protection.retention import RULES
from portal.protection.trail import record
from portal.seams import casefile, personal


@dataclass(frozen=True)
class Due:
    """`rule` of retention, how many are due, and taking them away: returns how many were."""

    rule: str
    number: int
    take: Callable[[], int]


def due(now: datetime | None = None) -> Iterator[Due]:
    """What each rule that is applied by command finds due at that moment."""
    moment = now or timezone.now()

    def before(rule: str) -> datetime:
        keeps = RULES[rule].keeps
        assert keeps is not None
        return moment - keeps

    # A chain ends at an anchor before its beginning is taken away.
    log = before("access_log")
    yield Due("access_log", TrailEntry.objects.filter(at__lt=log).count(), lambda: _shorten(log))
    clients = list(clients_due(timezone.localdate(moment)))
    yield Due("client_record", len(clients), lambda: sum(_erase(subject) for subject in clients))
    for rule, rows in (
        ("invitation", Invitation.objects.filter(accepted_at__isnull=True, sent_at__lt=before("invitation"))),
        ("session", Session.objects.filter(expire_date__lt=moment)),
        ("sign_in_log", AccessAttempt.objects.filter(attempt_time__lt=before("sign_in_log"))),
        ("sign_in_log", AccessFailureLog.objects.filter(attempt_time__lt=before("sign_in_log"))),
        ("sign_in_log", AccessLog.objects.filter(attempt_time__lt=before("sign_in_log"))),
        ("task", DBTaskResult.objects.filter(finished_at__lt=before("task"))),
        *((rule, older(before(rule))) for app in personal.kept() for rule, older in app.older.items()),
    ):
        yield Due(rule, rows.count(), lambda rows=rows: rows.delete()[0])  # type: ignore[misc]


def clients_due(on: date) -> Iterator[object]:
    """Clients whose service ended more than `CLIENT_RECORD_MONTHS` months ago."""
    day = months_before(on, settings.CLIENT_RECORD_MONTHS)
    with acting_as_system("retention"):
        for app in casefile.casefiles():
            yield from app.ended_before(day)


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def apply_retention(*, dry_run: bool = False, now: datetime | None = None) -> dict[str, int]:
    """Take away what is due, all or nothing; with `dry_run` only count. Returns numbers by rule."""
    found: dict[str, int] = {}
    for item in due(now):
        found[item.rule] = found.get(item.rule, 0) + (item.number if dry_run else item.take() if item.number else 0)
    if not dry_run and any(found.values()):
        record("apply_retention", record="retention", detail={name: n for name, n in found.items() if n})
    return found


def _shorten(before: datetime) -> int:
    anchor_trail()
    return shorten_chains(before)


def _erase(subject: object) -> int:
    erase_client(subject=subject, reason="retention: the service ended")  # type: ignore[arg-type]
    return 1
