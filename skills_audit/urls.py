"""Addresses of skills_audit."""

from django.urls import URLPattern

app_name = "skills_audit"
urlpatterns: list[URLPattern] = []
