"""Downloads of profile and plan: asked for anew each time, behind a fresh sign-in, logged."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from portal.protection.cases import case_view, open_record
from portal.protection.trail import record
from portal.requests import StaffRequest
from skills_audit.exports import NotScored, plan_sheet, profile_json, profile_sheet, profile_workbook
from skills_audit.instrument.publishing import current_instrument
from skills_audit.models import Client
from skills_audit.planning import plan_of, rule_checked, steps_of
from skills_audit.profiles import Result, latest_result, open_result
from skills_audit.result_words import languages_with_words
from skills_audit.results import service_facts
from skills_audit.service_clock import NoRule, read_clock, shipped_rules
from skills_audit.views.plan import own_words_of

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _exported(client_id: UUID, audit_id: UUID, form: str) -> Result:
    result = open_result(client_id, audit_id, action="export", what="profile")
    if result.run is None:
        raise Http404
    record("export_form", subject=client_id, record=f"audit:{audit_id}", detail={"form": form})
    return result


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@case_view
def profile_pdf(request: StaffRequest, client_id: UUID, audit_id: UUID, language: str) -> HttpResponse:
    """The profile on one sheet in one of its languages."""
    result = _exported(client_id, audit_id, f"pdf:{language}")
    if language not in languages_with_words(result.instrument):
        raise Http404
    try:
        content = profile_sheet(result, language)
    except NotScored:
        raise Http404 from None
    return _download(content, PDF, f"{result.client.code}-{language}.pdf")


@case_view
def profile_xlsx(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """The numbers as a workbook."""
    result = _exported(client_id, audit_id, "xlsx")
    return _download(profile_workbook(result, request.interface_language), XLSX, f"{result.client.code}.xlsx")


@case_view
def profile_as_json(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """Input and result for another system."""
    result = _exported(client_id, audit_id, "json")
    answer = JsonResponse(profile_json(result), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = content_disposition_header(True, f"{result.client.code}.json") or "attachment"
    return answer


@case_view
def plan_pdf(request: StaffRequest, client_id: UUID, language: str) -> HttpResponse:
    """The plan on one sheet in the client's language or the worker's."""
    client = open_record(Client.objects.filter(pk=client_id), client=client_id, action="export", what="plan")
    record("export_form", subject=client_id, record="plan", detail={"form": f"pdf:{language}"})
    result = latest_result(client_id)
    instrument = current_instrument()
    if instrument is None or language not in languages_with_words(instrument):
        raise Http404
    today, plan, steps = timezone.localdate(), plan_of(client), steps_of(client_id)
    try:
        clock = read_clock(shipped_rules(), service_facts(client), today)
    except NoRule:
        clock = None
    checked = {step.template: day for step in steps if step.template and (day := rule_checked(step.template))}
    content = plan_sheet(
        client=client, plan=plan, steps=steps, instrument=instrument, language=language, clock=clock, today=today,
        aims=(plan.aims if plan else None) or own_words_of(result), rules=checked,
    )  # fmt: skip
    return _download(content, PDF, f"{client.code}-plan-{language}.pdf")
