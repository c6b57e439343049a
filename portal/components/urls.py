"""Addresses of the style guide."""

from django.urls import path

from portal.components import views

urlpatterns = [path("styleguide/", views.styleguide, name="styleguide")]
