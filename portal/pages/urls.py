"""Wagtail's addresses, with our way of finding a page and the portal's one way in."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls

from portal.pages import views

urlpatterns = [
    # Wagtail's own form would go round the second factor; a password that many share (its third address) is nobody's.
    path(
        "_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="wagtailcore_login"
    ),
    re_path(wagtail_urls.serve_pattern, views.serve, name="wagtail_serve"),
]
