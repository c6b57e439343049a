"""Writes about a client's service: its stage and dates as they change, its end, and going on after all."""

from datetime import date

from django.db import transaction

from portal.accounts.models import User
from portal.protection.trail import record
from portal.seams.access import SENIOR_SOCIAL_WORKER, SOCIAL_WORKER
from skills_audit.actions import ServiceEnded, stop_audit
from skills_audit.models import Audit, Client

LEADERS = (SOCIAL_WORKER, SENIOR_SOCIAL_WORKER)  # who may end a service


@transaction.atomic
def change_service(
    *, client: Client, stage: str, language: str, status_on: date | None, on_leave_until: date | None, by: User
) -> bool:
    """Stage, language and dates as they stand now; False when they stood so already, and nothing is logged."""
    wanted = {"stage": stage, "language": language, "status_on": status_on, "on_leave_until": on_leave_until}
    changed = [name for name, value in wanted.items() if getattr(client, name) != value]
    for name in changed:
        setattr(client, name, wanted[name])
    if changed:
        client.save(update_fields=changed)
        record("change_service", subject=client.pk, record="client", detail={"fields": changed}, actor_id=by.pk)
    return bool(changed)


@transaction.atomic
def end_service(*, client: Client, because: str, on: date, by: User) -> None:
    """The case leaves the caseload; a talk that still runs is stopped with what was said. Raises `ServiceEnded`.

    From that day the time of keeping runs: when it is up, the record is deleted and its key with it.
    """
    locked: Client = Client.objects.select_for_update().get(pk=client.pk)
    if locked.ended_on is not None:
        raise ServiceEnded
    for audit in Audit.objects.filter(client=locked, state__in=Audit.OPEN):
        stop_audit(audit=audit, by=by)
    locked.ended_on, locked.ended_because = on, because
    locked.plan_done_on = on if because == Client.Ending.PLAN_DONE else locked.plan_done_on
    locked.save(update_fields=["ended_on", "ended_because", "plan_done_on"])
    record("end_service", subject=client.pk, record="client", detail={"because": because}, actor_id=by.pk)


@transaction.atomic
def go_on_with_service(*, client: Client, by: User) -> None:
    """Take the end back: the case stands in the caseload again. Nothing happens where the service goes on."""
    locked: Client = Client.objects.select_for_update().get(pk=client.pk)
    if locked.ended_on is None:
        return
    if locked.ended_because == Client.Ending.PLAN_DONE:
        locked.plan_done_on = None
    locked.ended_on, locked.ended_because = None, ""
    locked.save(update_fields=["ended_on", "ended_because", "plan_done_on"])
    record("go_on_with_service", subject=client.pk, record="client", actor_id=by.pk)
