"""Rules after signing in, for which allauth has no hook: second factor, passkey, recovery codes, idle time, end."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.resending import in_another_tab, send_again, signed_out
from portal.requests import StaffRequest
from portal.seams import access

BEGAN, SEEN, COMPLETE = "began_at", "seen_at", "sign_in_complete"
IDLE_NAMESPACE = "skills_audit"
# All that a person reaches before the second factor is set up.
SET_UP = {
    "set_up_second_factor", "keep_recovery_codes", "save_recovery_codes", "mfa_activate_totp", "mfa_add_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "account_reauthenticate",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout", "set_interface_language",
    "javascript_catalogue",
}  # fmt: skip


class SignInRulesMiddleware:
    """Leads a person through what is missing before anything else, and ends sessions that are over.

    Stands before the access middleware, so that a form whose session is over is kept instead of thrown away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None:
            return None
        rule = access.rule_for(match.view_name, match.route)
        if not request.user.is_authenticated:
            return signed_out(request) if rule and not rule.allows(request.user) else None
        if over := self._over(cast(StaffRequest, request), match.namespaces):
            return over
        if match.view_name not in SET_UP and (step := missing_step(cast(StaffRequest, request))):
            return redirect(step)
        # allauth goes on with a form it kept by calling the view itself: whom the access middleware would refuse
        # is left to it now, or the confirmation would be a way round it.
        if rule and rule.reauthenticate and rule.allows(request.user) and not did_recently_reauthenticate(request):
            return _confirm_first(request)
        return None

    def _over(self, request: StaffRequest, namespaces: list[str]) -> HttpResponseBase | None:
        """Twelve hours since sign-in, or fifteen idle minutes on case pages."""
        now = timezone.now().timestamp()
        session = request.session
        began = session.setdefault(BEGAN, now)
        seen = session.get(SEEN, now)
        on_case = IDLE_NAMESPACE in namespaces
        if now - began > settings.SESSION_COOKIE_AGE or (on_case and now - seen > settings.CASE_IDLE_SECONDS):
            logout(request)
            if answer := signed_out(request):
                return answer
            messages.info(request, _("You were signed out for safety. Sign in to go on where you were."))
            return redirect_to_login(request.get_full_path())
        if now - seen > 30 or SEEN not in session:  # not a write per request
            session[SEEN] = now
        return None


def _confirm_first(request: HttpRequest) -> HttpResponseBase:
    """allauth keeps a form in the session and drops its files; one with files waits in the browser instead."""
    if request.FILES:
        return send_again(request, status=403, confirm=in_another_tab("account_reauthenticate"))
    answer: HttpResponseBase = suspend_request(request, reverse("account_reauthenticate"))
    return answer


def missing_step(request: StaffRequest) -> str | None:
    """The address of the next step of setting up the sign-in, or none when everything is there."""
    if request.session.get(COMPLETE) == request.user.session_mark:
        return None
    second_factor, passkey = request.user.sign_in_needs
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    strong = {Authenticator.Type.TOTP.value, Authenticator.Type.WEBAUTHN.value}
    if second_factor and not kinds & strong:
        return reverse("set_up_second_factor")
    if passkey and settings.PASSKEY_ENFORCED and Authenticator.Type.WEBAUTHN.value not in kinds:
        return reverse("mfa_add_webauthn")
    if second_factor and request.user.recovery_codes_kept_at is None:
        return reverse("keep_recovery_codes")
    request.session[COMPLETE] = request.user.session_mark
    return None
