"""One case: where it stands, who works with it, its audits, what comes next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.protection.cases import case_view, opened_record
from portal.protection.models import CaseAssignment, TrailEntry
from portal.protection.prepared_records import PreparedRecords
from portal.requests import StaffRequest
from portal.seams.access import CASE_ROLES, SENIOR_SOCIAL_WORKER
from portal.seams.licence import licence_for
from skills_audit import actions
from skills_audit.forms import CLIENT_LANGUAGES, AssignForm, NextStepForm, StartForm
from skills_audit.instrument.walk import progress_of
from skills_audit.models import Audit, Client, ConflictCopy, PlanStep
from skills_audit.querysets import audits_of, client_with, clock_of, kept_until, people_of
from skills_audit.results import instrument_for, stored_rows
from skills_audit.service import LEADERS
from skills_audit.talk.beginning import begin_talk
from skills_audit.views.case_state import audit_state
from skills_audit.views.talk import INSTRUMENT

LOG_LENGTH, LOG_READ = 20, 400
KEPT = (PlanStep.State.ACCEPTED, PlanStep.State.DONE)
SHOWN_ACTIONS = ("denied", "break_glass", "view", "open_talk", "assign", "unassign", "export")


def open_client(client_id: UUID, action: str = "view") -> Client:
    """The client with a log entry; `ForeignCase` for another's."""
    return opened_record(client_with(pk=client_id), client=client_id, action=action)


@case_view
def case(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """The case's page."""
    return _page(request, open_client(client_id))


def _page(request: StaffRequest, client: Client, status: int = 200, **forms: Any) -> HttpResponse:
    audits = _audits(client=client.pk)
    running = next((audit for audit in audits if audit.state in Audit.OPEN), None)
    people = people_of(client.pk)
    supervises = request.user.has_role(SENIOR_SOCIAL_WORKER)
    clock = clock_of(client, timezone.localdate())
    progress = progress_of(instrument_for(running), running.route, stored_rows(running)) if running else None
    next_step = {"words": client.next_step, "on": client.next_step_on, "urgent": client.next_step_urgent}
    context = {
        "client": client,
        "language": dict(CLIENT_LANGUAGES).get(client.language, client.language),
        "clock": clock,
        "audits": [(audit, audit_state(audit), results_links(audit)) for audit in audits if audit is not running],
        "running": running,
        "running_state": audit_state(running, progress),
        "progress": progress,
        "conflicts": len(_conflicts(client=client.pk)) if running else 0,
        "people": people,
        "is_outside": is_outside(request.user, people),
        "licence": licence_for(request.user, INSTRUMENT),
        "start_form": StartForm(initial={"route": "core", "client_language": client.language}),
        "next_form": NextStepForm(initial=next_step),
        "assign_form": AssignForm(team=team_of(request.user)) if supervises else None,
        "log": access_log(client.pk) if supervises else [],
        "plan_url": address("plan", client.pk),
        "plan": steps_in_plan(client.pk),
        "may_end": may_end(request.user, people),
        "kept_until": kept_until(client),
    } | forms
    return render(request, "skills_audit/case.html", context, status=status)


def is_outside(user: User, people: list[CaseAssignment]) -> bool:
    """Whether the person opened the case with a reason, without working with it or supervising those who do."""
    return all(person.user_id != user.pk for person in people) and not user.has_role(SENIOR_SOCIAL_WORKER)


def may_end(user: User, people: list[CaseAssignment]) -> bool:
    """Ending a service is for those who lead it, never for half an hour in another’s case."""
    return user.has_role(*LEADERS) and not is_outside(user, people)


def steps_in_plan(client_id: UUID) -> dict[str, int]:
    """How many steps the plan has, and how many of them are done."""
    found = _states(client=client_id)
    return {"steps": len(found), "done": found.count(PlanStep.State.DONE)}


_audits = PreparedRecords(lambda client: audits_of(client).select_related("started_by"), client=UUID)
_conflicts = PreparedRecords(
    lambda client: ConflictCopy.objects.filter(client_id=client, settled_at__isnull=True).values_list("pk"), client=UUID
)
_states = PreparedRecords(
    lambda client: PlanStep.objects.filter(client_id=client, state__in=KEPT).values_list("state", flat=True),
    client=UUID,
)


def results_links(audit: Audit) -> dict[str, str]:
    """Where the results of a finished audit stand."""
    if audit.state not in (Audit.State.FINISHED, Audit.State.REVIEWED):
        return {}
    return {name: url for name in ("profile",) if (url := address(name, audit.client_id, audit.pk))}


def address(name: str, *args: Any) -> str:
    try:
        return reverse(f"skills_audit:{name}", args=args)
    except NoReverseMatch:
        return ""


def team_of(user: User) -> Any:
    """The supervisor and the people of the own team who work with clients."""
    people = User.objects.filter(is_active=True).filter(supervisor=user) | User.objects.filter(pk=user.pk)
    return people.filter(role_assignments__role__key__in=CASE_ROLES).distinct().order_by("sort_key")


def access_log(client_id: UUID) -> list[tuple[TrailEntry, User | None]]:
    """Who opened this case last, a person once a day; every refusal and every opening with a reason."""
    latest: dict[tuple[object, ...], TrailEntry] = {}
    for entry in TrailEntry.objects.filter(subject=client_id, action__in=SHOWN_ACTIONS).order_by("-at")[:LOG_READ]:
        alone = entry.action in ("denied", "break_glass")
        latest.setdefault((entry.pk,) if alone else (entry.actor_id, timezone.localdate(entry.at)), entry)
    entries = list(latest.values())[:LOG_LENGTH]
    people = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    return [(entry, people.get(entry.actor_id or 0)) for entry in entries]


@require_POST
@case_view
def start(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Begin a talk, or go on with the one that runs."""
    client = open_client(client_id)
    form = StartForm(request.POST or None)
    if not form.is_valid():
        return _page(request, client, status=422, start_form=form)
    try:
        audit = begin_talk(
            client=client,
            route=form.cleaned_data["route"],
            client_language=form.cleaned_data["client_language"],
            worker_language=request.interface_language,
            by=request.user,
            licence=licence_for(request.user, INSTRUMENT),
        )
    except actions.AuditRunning as running:
        audit = running.audit
    except actions.NotLicensed as refused:
        messages.warning(request, refused.licence.reason or _("You may not run an audit yet."))
        return redirect("skills_audit:case", client_id)
    except actions.ServiceEnded:
        messages.warning(request, _("The service of this client has ended. No talk begins."))
        return redirect("skills_audit:case", client_id)
    except actions.NoInstrument:
        messages.error(request, _("No version of the instrument is published yet."))
        return redirect("skills_audit:case", client_id)
    return redirect("skills_audit:talk", client_id, audit.pk)


@require_POST
@case_view
def next_step(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Write down what comes next."""
    client = open_client(client_id)
    form = NextStepForm(request.POST or None)
    if not form.is_valid():
        return _page(request, client, status=422, next_form=form)
    data = form.cleaned_data
    actions.plan_next_step(
        client=client, words=data["words"], on=data["on"], urgent=data["urgent"], by=request.user
    )  # fmt: skip
    messages.success(request, _("The next step is saved."))
    return redirect("skills_audit:case", client_id)


@require_POST
@case_view
def assign(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """The senior social worker gives the case to somebody of the team."""
    client = open_client(client_id)
    form = AssignForm(request.POST or None, team=team_of(request.user))
    if not form.is_valid():
        return _page(request, client, status=422, assign_form=form)
    data = form.cleaned_data
    try:
        actions.assign_case(
            client=client, user=data["person"], part=data["part"], ends=data["ends"], by=request.user
        )  # fmt: skip
    except actions.NotOfTheTeam:
        raise Http404 from None
    messages.success(request, _("{person} works with this case now.").format(person=data["person"]))
    return redirect("skills_audit:case", client_id)


@require_POST
@case_view
def unassign(request: StaffRequest, client_id: UUID, assignment_id: int) -> HttpResponse:
    """The senior social worker ends somebody's part in the case."""
    client = open_client(client_id)
    assignment = CaseAssignment.objects.filter(subject=client.pk, pk=assignment_id).select_related("user").first()
    if assignment is None:
        raise Http404
    try:
        actions.end_assignment(client=client, assignment=assignment, by=request.user)
    except actions.LastPerson:
        messages.warning(request, _("Nobody else works with this case. First give it to someone."))
        return redirect("skills_audit:case", client_id)
    messages.success(request, _("{person} no longer sees this case.").format(person=assignment.user))
    return redirect("skills_audit:caseload")
