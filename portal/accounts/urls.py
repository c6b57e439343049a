"""Addresses of sign-in, second factor, invitations, people and the own account."""

from django.urls import include, path
from django.views.generic import RedirectView

from portal.accounts import people_views, views

to_account = RedirectView.as_view(pattern_name="account_profile")

urlpatterns = [
    path("", views.account, name="account_profile"),
    path("sessions/end/", views.end_other_sessions, name="end_other_sessions"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("again/", views.signed_in_again, name="signed_in_again"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("second-factor/", views.set_up_second_factor, name="set_up_second_factor"),
    path("recovery-codes/", views.keep_recovery_codes, name="keep_recovery_codes"),
    path("recovery-codes/file/", views.save_recovery_codes, name="save_recovery_codes"),
    # allauth's own pages for the same things give way: codes are shown once, addresses are changed by administrators.
    path("2fa/", to_account, name="mfa_index"),
    path("2fa/recovery-codes/", views.keep_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", views.save_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", to_account, name="mfa_list_webauthn"),
    path("email/", to_account, name="account_email"),
    path("", include("allauth.urls")),
]

people_urlpatterns = [
    path("", people_views.people, name="people"),
    path("invite/", people_views.invite, name="invite"),
    path("invitations/<int:invitation_id>/withdraw/", people_views.withdraw, name="withdraw_invitation"),
    path("<int:user_id>/", people_views.person, name="person"),
    path("<int:user_id>/deactivate/", people_views.deactivate, name="deactivate_person"),
    path("<int:user_id>/reactivate/", people_views.reactivate, name="reactivate_person"),
    path("<int:user_id>/second-factor/", people_views.reset_factor, name="reset_second_factor"),
]
