"""The inclusion plan of a client: proposals decided, own steps, what is done, the service clock beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.protection.cases import case_view, open_record, opened_record
from portal.requests import StaffRequest
from skills_audit.actions import ServiceEnded
from skills_audit.instrument.publishing import current_instrument
from skills_audit.models import Client, PlanStep
from skills_audit.plan_forms import AimsForm, DecisionForm, StepForm
from skills_audit.planning import (
    ReasonMissing,
    UnknownStep,
    add_step,
    client_with_plan,
    decide_step,
    drop_step,
    plan_of,
    proposals_of,
    steps_of,
    tick_step,
    write_aims,
)
from skills_audit.profiles import Result, latest_result
from skills_audit.result_words import languages_with_words
from skills_audit.views.plan_context import (
    clock_context,
    people_who_see,
    shown_proposal,
    shown_steps,
    ways_context,
)
from skills_audit.views.profile_context import language_name

SHOWN_PROPOSALS = 5


def written(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that writes into the plan: once the service has ended it leads back to the plan, which says what holds."""

    @wraps(view)
    def guarded(request: StaffRequest, client_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, client_id, *args, **kwargs)
        except ServiceEnded:
            messages.warning(
                request,
                _(
                    "Nothing was changed: the service has ended and the plan is kept as it was. "
                    "A social worker can let the service go on."
                ),
            )
            return redirect("skills_audit:plan", client_id)

    return guarded


def _open(client_id: UUID, action: str = "view") -> Client:
    return opened_record(client_with_plan(pk=client_id), client=client_id, action=action, what="plan")


@case_view
def plan(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """The plan."""
    return _page(request, _open(client_id))


def _page(request: StaffRequest, client: Client, status: int = 200, **extra: Any) -> HttpResponse:
    today, language = timezone.localdate(), request.interface_language
    found, result = plan_of(client), latest_result(client.pk)
    steps = steps_of(client.pk)
    kept = [step for step in steps if step.state in (PlanStep.State.ACCEPTED, PlanStep.State.DONE)]
    refused = [step for step in steps if step.state == PlanStep.State.REFUSED]
    taken = {step.template for step in steps if step.template and step.state != PlanStep.State.PROPOSED}
    said = frozenset(text for step in steps for text in (step.words or {}).values())
    proposals = [shown_proposal(one, language) for one in proposals_of(result, taken, today, said)] if result else []
    words = own_words_of(result)
    review_on = found.review_on if found else None
    context = {
        "client": client,
        "open": client.ended_on is None,
        "audit": result.audit if result else None,
        "plan": found,
        "aims": (found.aims if found else None) or words,
        "steps": shown_steps(kept, client, language, today),
        "done": sum(step.state == PlanStep.State.DONE for step in kept),
        "refused": shown_steps(refused, client, language, today),
        "proposals": proposals[:SHOWN_PROPOSALS],
        "more_proposals": proposals[SHOWN_PROPOSALS:],
        "people": people_who_see(client),
        "sheets": _sheets(client, language),
        "aims_form": AimsForm(initial={"aims": (found.aims if found else None) or words, "review_on": review_on}),
        "today": today,
        "undecided": "",  # the key of a proposal whose form had errors
        **clock_context(client, result, today),
        **ways_context(result, language, today),
    } | extra
    return render(request, "skills_audit/plan.html", context, status=status)


def own_words_of(result: Result | None) -> str:
    """What the client said matters most: where the plan's aims begin."""
    row = result.rows.get(("GOA01", ""), {}) if result else {}
    return str(row.get("words") or "")


def _sheets(client: Client, language: str) -> list[tuple[str, str]]:
    instrument = current_instrument()
    if instrument is None:
        return []
    own = [client.language] if client.language in languages_with_words(instrument) else []
    return [(code, language_name(instrument, code, language)) for code in dict.fromkeys([*own, "lv", "en"])]


@require_POST
@case_view
@written
def aims(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Write the aims and the day of the next review."""
    client = _open(client_id)
    form = AimsForm(request.POST)
    if not form.is_valid():
        return _page(request, client, status=422, aims_form=form, aims_open=True)
    write_aims(client=client, by=request.user, **form.cleaned_data)
    messages.success(request, _("The aims are kept."))
    return redirect("skills_audit:plan", client_id)


@require_POST
@case_view
@written
def decide(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Accept a proposal or refuse it with the reason."""
    client = _open(client_id)
    form = DecisionForm(request.POST)
    result = latest_result(client_id)
    if result is None:
        raise Http404
    if not form.is_valid():
        typed = {"undecided": request.POST.get("key", ""), "typed": request.POST.get("reason", "")}
        return _page(request, client, status=422, decision_errors=form.errors, **typed)
    accept = form.cleaned_data["do"] == "accept"
    try:
        decide_step(
            result=result, key=form.cleaned_data["key"], accept=accept, reason=form.cleaned_data["reason"],
            due_on=form.cleaned_data["due_on"], by=request.user, aims=own_words_of(result),
        )  # fmt: skip
    except UnknownStep:
        raise Http404 from None
    messages.success(
        request, _("The step is in the plan.") if accept else _("The step is refused; the reason is kept.")
    )
    return redirect("skills_audit:plan", client_id)


@case_view
@written
def new_step(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Write a step of one's own."""
    client = _open(client_id)
    if client.ended_on is not None:
        raise ServiceEnded
    result = latest_result(client_id)
    known = language_name(result.instrument, client.language, request.interface_language) if result else client.language
    form = StepForm(request.POST or None, client_language=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {request.interface_language: data["words"]}
        if data["words_client"].strip():
            words[client.language] = data["words_client"]
        add_step(client=client, words=words, who=data["who"], due_on=data["due_on"], by=request.user)
        messages.success(request, _("The step is in the plan."))
        return redirect("skills_audit:plan", client_id)
    context = {"client": client, "form": form}
    return render(request, "skills_audit/plan_step.html", context, status=422 if form.errors else 200)


class DoneForm(forms.Form):
    """How a step went."""

    done = forms.BooleanField(required=False)
    how = forms.CharField(max_length=500, required=False)
    reason = forms.CharField(max_length=500, required=False)
    do = forms.ChoiceField(choices=(("tick", "tick"), ("drop", "drop")), required=False)


@require_POST
@case_view
@written
def step(request: StaffRequest, client_id: UUID, step_id: UUID) -> HttpResponse:
    """Tick a step, take the tick back, or take the step out with the reason."""
    found = open_record(PlanStep.objects.filter(pk=step_id, client_id=client_id), client=client_id, what="step")
    form = DoneForm(request.POST)
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    if data["do"] == "drop":
        try:
            drop_step(step=found, reason=data["reason"], by=request.user)
        except ReasonMissing:
            messages.error(request, _("Say why the step is taken out."))
        else:
            messages.success(request, _("The step is taken out; the reason is kept."))
    elif data["done"] != (found.state == PlanStep.State.DONE):
        tick_step(step=found, done=data["done"], how=data["how"], by=request.user)
        messages.success(request, _("Done.") if data["done"] else _("The step is open again."))
    return redirect("skills_audit:plan", client_id)
