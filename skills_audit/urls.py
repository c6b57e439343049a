"""Addresses of skills_audit."""

from django.urls import URLPattern, path
from django.views.generic import TemplateView

from skills_audit import result_urls
from skills_audit.views import answers_api, case, caseload, client_view, conflicts, service, talk

app_name = "skills_audit"
CASE = "audit/<uuid:client_id>/"
TALK = f"{CASE}talk/<uuid:audit_id>/"

urlpatterns: list[URLPattern] = [
    *result_urls.urlpatterns,
    path("audit/", caseload.caseload, name="caseload"),
    path("audit/add/", caseload.add_client, name="add_client"),
    path("audit/open/", caseload.open_outside, name="open_outside"),
    path("audit/api/audits/<uuid:audit_id>/answers/<str:item>/<str:entry>/", answers_api.answer, name="api_answer"),
    path(
        "audit/api/openapi.json",
        TemplateView.as_view(template_name="skills_audit/openapi.json", content_type="application/json"),
        name="api_description",
    ),
    path("audit/api/signed-in/", answers_api.signed_in, name="api_signed_in"),
    path("audit/api/draft-key/", answers_api.draft_key_view, name="api_draft_key"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}start/", case.start, name="start"),
    path(f"{CASE}next-step/", case.next_step, name="next_step"),
    path(f"{CASE}service/", service.service, name="service"),
    path(f"{CASE}service/end/", service.end, name="service_end"),
    path(f"{CASE}service/go-on/", service.again, name="service_again"),
    path(f"{CASE}people/", case.assign, name="assign"),
    path(f"{CASE}people/<int:assignment_id>/end/", case.unassign, name="unassign"),
    path(TALK, talk.resume, name="talk"),
    path(f"{TALK}screens/", talk.screens, name="talk_screens"),
    path(f"{TALK}end/", talk.end, name="talk_end"),
    path(f"{TALK}rest/", talk.rest, name="talk_rest"),
    path(f"{TALK}conflicts/", conflicts.conflicts, name="conflicts"),
    path(f"{TALK}conflicts/<uuid:conflict_id>/", conflicts.settle, name="settle_conflict"),
    path(f"{TALK}client/<slug:item>/", client_view.client_view, name="client_view"),
    path(f"{TALK}client/<slug:item>/<slug:entry>/", client_view.client_view, name="client_view_entry"),
    path(f"{TALK}<slug:item>/", talk.step, name="talk_step"),
    path(f"{TALK}<slug:item>/<slug:entry>/", talk.step, name="talk_step_entry"),
]
