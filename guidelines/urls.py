"""Addresses of guidelines and practices beside their pages."""

from django.urls import path

from guidelines import challenge_views, change_views, views

app_name = "guidelines"
urlpatterns = [
    path("guidelines/briefing/", views.briefing, name="briefing"),
    path("guidelines/briefing/sheet.pdf", views.briefing_pdf, name="briefing_pdf"),
    path("guidelines/briefing/pocket/", views.briefing_pocket, name="briefing_pocket"),
    path("guidelines/briefing/worker.js", views.briefing_worker, name="briefing_worker"),
    path("guidelines/handouts/<slug:key>/<slug:code>/", views.handout, name="handout"),
    path("guidelines/handouts/<slug:key>/<slug:code>/sheet.pdf", views.handout_pdf, name="handout_pdf"),
    path("guidelines/questions/", challenge_views.challenges, name="challenges"),
    path("guidelines/questions/<int:pk>/", challenge_views.answer, name="answer"),
    path("guidelines/questions/<int:page_id>/<path:key>/", challenge_views.challenge, name="challenge"),
    path("guidelines/changes/<int:page_id>/", change_views.changes, name="changes"),
    path("guidelines/changes/<int:page_id>/<int:pk>/withhold/", change_views.withhold, name="withhold_changes"),
    path("guidelines/read/<int:page_id>/", views.read, name="read"),
    path("practices/", views.library, name="library"),
    path("practices/compare/", views.compare, name="compare"),
    path("practices/countries/<slug:code>/", views.country, name="country"),
]
