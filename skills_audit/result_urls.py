"""Addresses of what follows a talk: profile, evidence, plan, review, downloads."""

from django.urls import URLPattern, path

from skills_audit.views import documents, evidence, plan, profile, review

CASE = "audit/<uuid:client_id>/"
PROFILE = f"{CASE}profile/<uuid:audit_id>/"

urlpatterns: list[URLPattern] = [
    path("audit/reviews/", review.reviews, name="reviews"),
    path(PROFILE, profile.profile, name="profile"),
    path(f"{PROFILE}band/", profile.band, name="profile_band"),
    path(f"{PROFILE}goal/", profile.goal, name="profile_goal"),
    path(f"{PROFILE}score/", profile.score_again, name="profile_score"),
    path(f"{PROFILE}copy/", profile.client_copy, name="client_copy"),
    path(f"{PROFILE}sheet/<slug:language>.pdf", documents.profile_pdf, name="profile_pdf"),
    path(f"{PROFILE}profile.xlsx", documents.profile_xlsx, name="profile_xlsx"),
    path(f"{PROFILE}profile.json", documents.profile_as_json, name="profile_json"),
    path(f"{PROFILE}evidence/", evidence.evidence_list, name="evidence"),
    path(f"{PROFILE}review/", review.review, name="review"),
    path(f"{CASE}evidence/<uuid:evidence_id>/check/", evidence.check, name="evidence_check"),
    path(f"{CASE}evidence/<uuid:evidence_id>/file/", evidence.file, name="evidence_file"),
    path(f"{CASE}evidence/<uuid:evidence_id>/take-back/", evidence.turn, {"do": "take"}, name="evidence_take_back"),
    path(f"{CASE}evidence/<uuid:evidence_id>/put-back/", evidence.turn, {"do": "put"}, name="evidence_put_back"),
    path(f"{CASE}evidence/<uuid:evidence_id>/delete/", evidence.turn, {"do": "delete"}, name="evidence_delete"),
    path(f"{CASE}plan/", plan.plan, name="plan"),
    path(f"{CASE}plan/aims/", plan.aims, name="plan_aims"),
    path(f"{CASE}plan/decide/", plan.decide, name="plan_decide"),
    path(f"{CASE}plan/steps/add/", plan.new_step, name="plan_step_new"),
    path(f"{CASE}plan/steps/<uuid:step_id>/", plan.step, name="plan_step"),
    path(f"{CASE}plan/sheet/<slug:language>.pdf", documents.plan_pdf, name="plan_pdf"),
]
