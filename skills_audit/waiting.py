"""What waits for a person among the own cases: urgent ones first, then what is due today."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.protection.actor import acting
from portal.protection.prepared_records import PreparedRecords
from portal.protection.trail import record
from portal.seams import waiting
from portal.seams.access import CASE_ROLES
from portal.seams.waiting import SOON, URGENT, USUAL, WaitingItem
from skills_audit.models import Audit
from skills_audit.querysets import CaseRow, caseload_of
from skills_audit.results import REVIEWERS
from skills_audit.service import LEADERS

MOST = 8


def cases_to_see(user: Any) -> list[WaitingItem]:
    """Cases that cannot wait, and those whose next step is due; the list itself is a view and is logged."""
    if not user.has_role(*CASE_ROLES):
        return []
    today = timezone.localdate()
    with acting(user):
        rows = caseload_of(user, today, counted=False)
        items = list(_items(rows, today))[:MOST]
        if user.has_role(*LEADERS):
            items += list(_over(rows))[:MOST]
        if items:
            record("list", record=f"caseload:{user.pk}", detail={"cases": len(items)})
        if user.has_role(*REVIEWERS):
            items += _to_review(len(_finished()))
    return items


def _items(rows: list[CaseRow], today: Any) -> Iterator[WaitingItem]:
    for row in rows:
        due = row.client.next_step_on
        if row.on_leave or not (row.pressing or (due is not None and due <= today)):
            continue
        client, talk = row.client, row.audit is not None and row.audit.state in Audit.OPEN
        yield WaitingItem(
            key=f"case:{client.pk}",
            kind="case",
            title=client.code,
            text=client.next_step or _("Marked urgent in the audit. Contact today."),
            url=(
                reverse("skills_audit:talk", args=[client.pk, row.audit.pk])
                if talk and row.audit
                else reverse("skills_audit:case", args=[client.pk])
            ),
            action=_("Go on with the talk") if talk else _("Open the case"),
            urgency=URGENT if row.pressing else SOON,
            due=due,
            icon="clipboard-list",
        )


_finished = PreparedRecords(lambda: Audit.objects.filter(state=Audit.State.FINISHED).values_list("pk").order_by())


def _to_review(number: int) -> Iterator[WaitingItem]:
    """One item for all finished audits of the own cases and the team that wait for a review."""
    if number:
        yield WaitingItem(
            key="skills_audit:reviews",
            kind="review",
            title=ngettext("{n} audit waits for your review", "{n} audits wait for your review", number).format(
                n=number
            ),
            text=_("Read the result, correct the band where you see it differently, mark it as reviewed."),
            url=reverse("skills_audit:reviews"),
            action=_("Review"),
            urgency=USUAL,
            icon="clipboard-check",
        )


def _over(rows: list[CaseRow]) -> Iterator[WaitingItem]:
    """Services whose time has run out: until somebody says so, the case stays and no retention begins."""
    for row in rows:
        if row.clock is not None and row.clock.over:
            yield WaitingItem(
                key=f"service:{row.client.pk}",
                kind="case",
                title=row.client.code,
                text=_("The time of the service has run out. Write down its end, or what changed."),
                url=reverse("skills_audit:service", args=[row.client.pk]),
                action=_("Look at the service"),
                urgency=SOON,
                due=row.clock.last_day,
                icon="calendar-clock",
            )


waiting.register("skills_audit", cases_to_see)
