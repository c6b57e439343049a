"""Wagtail's addresses, with our way of finding a page."""

from django.urls import re_path
from wagtail import urls as wagtail_urls

from portal.pages import views

urlpatterns = [pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"]
urlpatterns += [re_path(wagtail_urls.serve_pattern, views.serve, name="wagtail_serve")]
