"""The profile of a finished audit: read, corrected, scored again, and as a copy for the client."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.protection.cases import case_view
from portal.requests import StaffRequest
from skills_audit.evidence import evidence_rows
from skills_audit.exports import profile_data
from skills_audit.profiles import Result, open_result
from skills_audit.result_forms import BandForm, GoalForm
from skills_audit.result_words import languages_with_words
from skills_audit.results import REVIEWERS, correct_band, rescore
from skills_audit.scoring import load_table
from skills_audit.scoring.judgement import ReasonMissing
from skills_audit.views.profile_context import profile_words, sheet_languages


def band_choices(result: Result, language: str) -> list[tuple[str, str]]:
    """The bands with their words."""
    profile = result.profile(language)
    return [(code, word) for code, word, _first, _last in profile.bands] if profile else []


@case_view
def profile(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """The one page that says what was told, what is shown, and what would help most."""
    result = open_result(client_id, audit_id)
    return _page(request, result)


def _page(request: StaffRequest, result: Result, status: int = 200, **extra: Any) -> HttpResponse:
    language = request.interface_language
    made = result.profile(language)
    if made is None:
        return render(request, "skills_audit/profile_unscored.html", {"audit": result.audit, "client": result.client})
    table = load_table(made.version)
    context = {
        "label": table.label[language],
        "evidence": evidence_rows(result, language),
        "has_copy": result.audit.client_language in languages_with_words(result.instrument),
        "sheets": sheet_languages(result, language),
        "may_review": any(request.user.has_role(role) for role in REVIEWERS),
        "goal_form": GoalForm.starting_with(result.facts),
        "goal_open": False,
        **profile_words(result, made),
    } | extra
    return render(request, "skills_audit/profile.html", context, status=status)


@case_view
def band(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """The worker's own band with the reason."""
    result = open_result(client_id, audit_id)
    choices = band_choices(result, request.interface_language)
    computed = result.run.result["band"] if result.run else None
    form = BandForm(request.POST or None, bands=choices, computed=computed, initial=_standing(result))
    if request.method == "POST" and form.is_valid():
        try:
            correct_band(audit=result.audit, by=request.user, **form.cleaned_data)
        except ReasonMissing:
            form.add_error("reason", _("A band that differs needs a reason."))
        else:
            messages.success(request, _("Your view is kept beside the computed band."))
            return redirect("skills_audit:profile", client_id, audit_id)
    named = dict(choices)
    context = {
        "result": result,
        "client": result.client,
        "audit": result.audit,
        "form": form,
        "computed": named.get(result.run.result["band"], _("not enough asked")) if result.run else "",
        "corrections": [(one, named.get(one.band, one.band)) for one in result.corrections],
    }
    status = 422 if form.errors else 200
    return render(request, "skills_audit/profile_band.html", context, status=status)


def _standing(result: Result) -> dict[str, str | None]:
    if result.correction:
        return {"band": result.correction.band, "reason": result.correction.reason}
    return {"band": result.run.result["band"] if result.run else None}


@require_POST
@case_view
def goal(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """What is stated of the goal: the result is worked out again beside the earlier one."""
    result = open_result(client_id, audit_id)
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, result, status=422, goal_form=form, goal_open=True)
    rescore(audit=result.audit, by=request.user, goal=form.facts(result.facts))
    messages.success(request, _("The goal is worked out again. The earlier result is kept."))
    return redirect("skills_audit:profile", client_id, audit_id)


@require_POST
@case_view
def score_again(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """Score with the evidence there is now; the same input adds nothing."""
    result = open_result(client_id, audit_id)
    rescore(audit=result.audit, by=request.user)
    messages.success(request, _("The result is up to date."))
    return redirect("skills_audit:profile", client_id, audit_id)


@case_view
def client_copy(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """The profile in the client's language, for reading together."""
    result = open_result(client_id, audit_id, what="client_copy")
    made = result.profile(result.audit.client_language, own_voice=True)
    if made is None:
        return redirect("skills_audit:profile", client_id, audit_id)
    words = made.words
    copy = profile_data(result, made) | {
        "advice": words.ui("advice_only"),
        "bar_label": f"{words.ui('evidenced')} {words.number(made.evidenced)}, "
        f"{words.ui('claimed')} {words.number(made.claimed)}",
        "claimed_word": words.number(made.claimed),
        "evidenced_word": words.number(made.evidenced),
    }
    context = {"client": result.client, "audit": result.audit, "words": words, "copy": copy}
    return render(request, "skills_audit/profile_copy.html", context)
