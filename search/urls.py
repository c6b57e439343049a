"""Addresses of search."""

from django.urls import path
from django.views.generic import TemplateView

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions_view, name="suggestions"),
    path("search/api/", views.api, name="api"),
    path(
        "search/api/openapi.json",
        TemplateView.as_view(template_name="search/openapi.json", content_type="application/json"),
        name="openapi",
    ),
]
