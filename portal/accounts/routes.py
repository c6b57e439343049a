"""Access rules of sign-in, second factor and the own account."""

from portal.seams import access

for _name in ("account_login", "account_logout", "account_reset_password", "account_reset_password_done",
              "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
              "mfa_authenticate", "mfa_login_webauthn", "account_signup"):  # fmt: skip
    access.route(_name, access.PUBLIC, methods=("GET", "POST"))
access.prefix("account/", access.SIGNED_IN, methods=("GET", "POST"))
