"""allauth's rules here: nobody signs up alone, and second factors lie sealed in the database."""

import base64
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.lockout import network_of
from portal.accounts.middleware import missing_step
from portal.accounts.models import User
from portal.protection.keys import purpose_key
from portal.protection.sealing import key_id_of, seal, unseal

logger = logging.getLogger(__name__)
_PURPOSE = "second factors"
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):
    """Closes the public sign-up, sends people to their own home, writes letters in their language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account was closed. Ask an administrator of your organisation."),
        "email_password_mismatch": _("Address and password do not fit together. Check both."),
        "enter_current_password": _("This is not the password until now."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit, or its time is over. Take the newest one."),
        "too_many_login_attempts": _("There were too many mistakes. Wait 15 minutes and try again."),
        "rate_limited": _("There were too many tries. Wait a little and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, in the language of the account."""
        language = getattr(request.user, "language", settings.LANGUAGE_CODE)
        with translation.override(language):
            return reverse("home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not while a person sets up what is missing, a first factor or a passkey, right after signing in."""
        request = allauth_context.request
        if missing_step(request):
            records = get_authentication_records(request, request.user)
            fresh = account_settings.REAUTHENTICATION_TIMEOUT
            if records and time.time() - records[-1]["at"] < fresh:
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm, in our words."""
        words = {
            "reauthenticate": gettext("Use the password"),
            "mfa_reauthenticate": gettext("Use a code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": words.get(method["id"], method["description"])} for method in methods]

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person who gets it."""
        person = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = person.language if person else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context | {"site_name": settings.SITE_NAME, "person": person})

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Always to the account's own address: allauth's table of addresses is not used here.

        What it tells of has happened; a mail server that does not answer must not make it look undone.
        """
        with _whatever_the_mail_server_says():
            super().send_notification_mail(template_prefix, user, context, email or user.email)

    def tell(self, template_prefix: str, user: User) -> None:
        """A letter about what somebody else did with the account; names no network, which would be theirs."""
        context = {"person": user, "site_name": settings.SITE_NAME}
        with _whatever_the_mail_server_says(), translation.override(user.language):
            subject = self.format_email_subject(render_to_string(f"{template_prefix}_subject.txt", context).strip())
            message = render_to_string(f"{template_prefix}_message.txt", context)
            send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [user.email])


@contextmanager
def _whatever_the_mail_server_says() -> Iterator[None]:
    try:
        yield
    except OSError as error:  # SMTPException is one as well
        logger.warning("A letter about an account was not sent", extra={"event": type(error).__name__})


class MFAAdapter(DefaultMFAAdapter):
    """Seals TOTP secrets and recovery seeds with a key of their own."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("This is your only second factor. Add another one first."),
        "cannot_generate_recovery_codes": _("Add a second factor first; then you can make recovery codes."),
        "incorrect_code": _("This code does not fit, or its time is over. Take the newest one."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """A person whose role needs a second factor keeps at least one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=STRONG).exclude(pk=authenticator.pk)
        return not user.sign_in_needs[0] or others.exists()

    def encrypt(self, text: str) -> str:
        key_id, key = purpose_key(_PURPOSE)
        return base64.b64encode(seal(text.encode(), key=key, key_id=key_id, place=_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        _key_id, key = purpose_key(_PURPOSE, key_id_of(sealed))
        return unseal(sealed, key=key, place=_PURPOSE).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.SITE_NAME}
