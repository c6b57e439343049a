"""The caseload: ten clients at a glance, by code; and opening a case outside it with a reason."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.home import in_words
from portal.protection.cases import case_view, open_with_reason
from portal.protection.identifiers import uuid7
from portal.protection.trail import record
from portal.requests import StaffRequest
from portal.seams.access import SENIOR_SOCIAL_WORKER, SOCIAL_WORKER
from portal.seams.licence import licence_for
from skills_audit import actions
from skills_audit.forms import NewClientForm, OpenForm
from skills_audit.models import Client
from skills_audit.querysets import CaseRow, caseload_and_over, client_by_code
from skills_audit.service_clock import shipped_rules
from skills_audit.views.case_state import audit_state, service_state
from skills_audit.views.talk import INSTRUMENT

NOBODY = UUID(int=0)
BREAK_GLASS = (SOCIAL_WORKER, SENIOR_SOCIAL_WORKER)


@dataclass(frozen=True)
class Line:
    """A row as the template prints it."""

    row: CaseRow
    url: str
    due_on: str
    due_today: bool
    due_past: bool
    service: SafeString
    audit_state: SafeString

    @property
    def stage(self) -> str:
        return str(Client.Stage(self.row.client.stage).label)

    @property
    def today(self) -> bool:
        return (self.row.pressing or self.due_today or self.due_past) and not self.row.on_leave


def line_of(row: CaseRow, address: str) -> Line:
    """How urgent it is, how service and audit stand. `address` is that of a case, made once for all of them."""
    today, due = timezone.localdate(), row.client.next_step_on
    due_on = date_format(due, "MONTH_DAY_FORMAT") if due else ""
    return Line(
        row=row,
        url=address.replace(str(NOBODY), str(row.client.pk)),
        due_on=_("today") if due == today else due_on,
        due_today=due == today,
        due_past=due is not None and due < today,
        service=service_state(row.clock, row.client.on_leave_until if row.on_leave else None),
        audit_state=audit_state(row.audit, row.progress),
    )


@case_view
def caseload(request: StaffRequest) -> HttpResponse:
    """Own cases, those one stands in for, and the team's for its supervisor."""
    today = timezone.localdate()
    rows, over = caseload_and_over(request.user, today)
    address = reverse("skills_audit:case", args=[NOBODY])
    lines = [line_of(row, address) for row in rows]
    record("list", record=f"caseload:{request.user.pk}", detail={"cases": len(lines)})
    weekday = date_format(today, "l")
    context = {
        "sweep": {
            "api": reverse("skills_audit:api_answer", args=[NOBODY, "ITEM", "ENTRY"]).replace(str(NOBODY), "AUDIT"),
            "key": reverse("skills_audit:api_draft_key"),
        },
        "lines": lines,
        "over": over,
        "today_lines": [line for line in lines if line.today][:6],
        "heading": heading(lines),
        "today": today,
        "weekday": weekday[:1].upper() + weekday[1:],
        "standing_in": [line for line in lines if line.row.stands_in_for],
        "licence": licence_for(request.user, INSTRUMENT),
        "rules_checked": max((rule.last_checked for rule in shipped_rules()), default=None),
        "may_open": request.user.has_role(*BREAK_GLASS),
        "supervises": request.user.has_role(SENIOR_SOCIAL_WORKER),
    }
    return render(request, "skills_audit/caseload.html", context)


def heading(lines: list[Line]) -> str:
    """What matters today, in one sentence."""
    urgent = sum(line.row.pressing for line in lines)
    today = sum(line.today and not line.row.pressing for line in lines)
    if urgent:
        return ngettext("{n} case cannot wait", "{n} cases cannot wait", urgent).format(n=in_words(urgent))
    if today:
        return ngettext("{n} client is on for today", "{n} clients are on for today", today).format(n=today)
    return _("Nobody waits today") if lines else _("Your clients")


@case_view
def add_client(request: StaffRequest) -> HttpResponse:
    """A client under a code of their own."""
    form = NewClientForm(request.POST or None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        client = actions.add_client(**form.cleaned_data, by=request.user)
        messages.success(request, _("The client is added under the code {code}.").format(code=client.code))
        return redirect("skills_audit:case", client.pk)
    return render(request, "skills_audit/case_add.html", {"form": form}, status=422 if form.errors else 200)


@case_view
def open_outside(request: StaffRequest) -> HttpResponse:
    """Open a case outside the caseload for half an hour. Who, when and why stands in the access log."""
    form = OpenForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        client: UUID | None = client_by_code(form.cleaned_data["code"])
        if client is None:
            form.add_error("code", _("There is no case with this code"))
        else:
            reason = form.cleaned_data["reason"].strip()
            record("break_glass", subject=client, record="client", actor_id=request.user.pk, reason=reason)
            open_with_reason(request, client, reason)
            return redirect("skills_audit:case", client)
    return render(request, "skills_audit/case_open.html", {"form": form}, status=422 if form.errors else 200)
