"""Access rules of sign-in, second factor, people and the own account; their field classes."""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.seams import access, navigation

PEOPLE_ROLES = (access.ADMINISTRATOR, access.TRAINING_MANAGER)
BOTH = ("GET", "POST")

for _name in ("account_login", "account_logout", "account_reset_password", "account_reset_password_done",
              "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
              "mfa_authenticate", "mfa_login_webauthn", "account_signup", "accept_invitation"):  # fmt: skip
    access.route(_name, access.PUBLIC, methods=BOTH)
if apps.is_installed("allauth.socialaccount"):  # sign-in through the office, where the installation has it
    for _name in ("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
                  "socialaccount_login_error", "socialaccount_signup"):  # fmt: skip
        access.route(_name, access.PUBLIC, methods=BOTH)
    access.classify("socialaccount.*", access.PERSONAL, retention="account")
access.route("end_other_sessions", access.SIGNED_IN, methods=("POST",), scope="own", reauthenticate=True)
access.prefix("account/", access.SIGNED_IN, methods=BOTH, scope="own")
access.route("people", *PEOPLE_ROLES)
access.route("invite", *PEOPLE_ROLES, methods=BOTH)
access.route("withdraw_invitation", *PEOPLE_ROLES, methods=("POST",))
access.route("person", access.ADMINISTRATOR, methods=BOTH)
access.route("reset_second_factor", access.ADMINISTRATOR, methods=("POST",), reauthenticate=True)
access.route("deactivate_person", access.ADMINISTRATOR, methods=("POST",))
access.route("reactivate_person", access.ADMINISTRATOR, methods=("POST",))

access.classify("accounts.User", access.PERSONAL, retention="account", password=access.SPECIAL)
access.classify("accounts.Organisation", access.INTERNAL, retention="reference")
access.classify("accounts.Role", access.INTERNAL, retention="reference")
access.classify("accounts.RoleAssignment", access.PERSONAL, retention="account")
access.classify("accounts.Invitation", access.PERSONAL, retention="invitation")

navigation.register(
    navigation.Entry(
        key="people",
        label=_("People"),
        url=lambda: reverse("people"),
        icon="users",
        order=90,
        may_see=lambda user: user.has_role(*PEOPLE_ROLES),
        is_current=lambda match: match.view_name in {"people", "invite", "person"},
    )
)
