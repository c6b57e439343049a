"""Wagtail's own addresses and nothing else; the names that our blocks and pages print lead nowhere."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls

urlpatterns = [
    path("account/", include("portal.accounts.urls")),
    *i18n_patterns(path("", include("guidelines.urls")), path("", include(wagtail_urls))),
]
