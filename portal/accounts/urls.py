"""Addresses of sign-in, second factor, invitations, people and the own account."""

from django.urls import include, path

from portal.accounts import views

urlpatterns = [
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("second-factor/", views.set_up_second_factor, name="set_up_second_factor"),
    path("recovery-codes/", views.keep_recovery_codes, name="keep_recovery_codes"),
    path("", include("allauth.urls")),
]

people_urlpatterns = [
    path("", views.people, name="people"),
    path("invite/", views.invite, name="invite"),
    path("<int:user_id>/deactivate/", views.deactivate, name="deactivate_person"),
    path("<int:user_id>/reactivate/", views.reactivate, name="reactivate_person"),
]
