"""Tries at signing in: wrong codes count like wrong passwords, in a table that lasts; a code counts once.

allauth keeps both in the cache, which may be lost (`portal.caching`); then codes could be guessed without end, and one
that somebody looked at could be used again.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest

from portal.accounts.models import User

REMEMBERED = 40  # as many codes as twenty minutes have: more than a clock is ever set by
QUIET = 60 * 60  # seconds between two letters about tries


class CountedCode:
    """For forms of allauth that take a code of an app."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        credentials = {"username": self.user.email}
        if not AxesProxyHandler.is_allowed(context.request, credentials):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not spend_code(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)  # type: ignore[misc]
        AxesProxyHandler.user_login_failed(__name__, {"username": self.user.email}, context.request)


@transaction.atomic
def spend_code(authenticator: Authenticator, code: str) -> bool:
    """The code of a moment is used up; False when it was before (RFC 6238, 5.2).

    Moments are remembered one by one: a clock that was set back must not keep everybody out until it has caught up.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret, typed = decrypt(row.data["secret"]), "".join(code.split())
    now = list(yield_hotp_counters_from_time())
    fitting = [moment for moment in (now[0] - 1, *now) if format_hotp_value(hotp_value(secret, moment)) == typed]
    used = row.data.get("used", [])
    moment = fitting[-1] if fitting else now[-1]  # a period that ended while we looked
    if moment in used:
        return False
    row.data["used"] = [*used, moment][-REMEMBERED:]
    row.save(update_fields=["data"])
    authenticator.data = row.data
    return True


def renew_session(sender: Any, *, request: HttpRequest, reauthenticated: bool = False, **kwargs: Any) -> None:
    """Who confirms who they are goes on with a new session key; the old one, should somebody have it, opens nothing."""
    if reauthenticated:
        request.session.cycle_key()


def tell_of_tries(sender: Any, *, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """A letter to the person whose account rests now, at most one an hour: was it them?"""
    user = User.objects.filter(email__iexact=username or "", is_active=True).first()
    if user and cache.add(f"told-of-tries-{user.pk}", 1, QUIET):
        get_adapter(request).send_notification_mail("accounts/email/tries", user)
