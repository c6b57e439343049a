"""Addresses of the access log and the access matrix."""

from django.urls import path

from portal.protection import views

app_name = "protection"
urlpatterns = [
    path("protection/log/", views.access_log, name="log"),
    path("protection/access/", views.matrix, name="access"),
]
