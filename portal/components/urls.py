"""Addresses of the style guide and of the site's own texts."""

from django.urls import path

from portal.components import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("about/<slug:slug>/", views.site_text, name="site_text"),
]
