"""Addresses of sign-in, second factor, invitations and the own account."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
