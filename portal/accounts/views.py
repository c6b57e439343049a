"""Accepting an invitation, the steps of setting up the sign-in, and the own account."""

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LogoutView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from portal.accounts import actions
from portal.accounts.forms import KeepRecoveryCodesForm, LanguageForm, NewPasswordForm
from portal.accounts.middleware import COMPLETE
from portal.accounts.models import Invitation, User
from portal.requests import StaffRequest

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """First of three steps: choose a password. The letter works once."""
    invitation = Invitation.objects.open().filter(token_hash=actions.hash_of(token)).first()
    if invitation is None:
        return _second_click(request, token) or render(request, "accounts/invitation_over.html", status=410)
    draft = User(email=invitation.email, first_name=invitation.first_name, last_name=invitation.last_name)
    form = NewPasswordForm(draft, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(token=token, password=form.cleaned_data["new_password1"])
        except actions.InvitationNotOpen:
            return _second_click(request, token) or render(request, "accounts/invitation_over.html", status=410)
        return _enter(request, user)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept_invitation.html", context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="password")
    return redirect("set_up_second_factor")


def _second_click(request: HttpRequest, token: str) -> HttpResponse | None:
    """The answer to a double click is the one the browser shows: it goes on like the first, with the same password."""
    since = timezone.now() - timedelta(minutes=1)
    accepted = Invitation.objects.filter(token_hash=actions.hash_of(token), accepted_at__gte=since).first()
    user = User.objects.filter(email=accepted.email, is_active=True).first() if accepted else None
    password = request.POST.get("new_password1", "")
    if user is None or Authenticator.objects.filter(user=user).exists() or not user.check_password(password):
        return None
    return _enter(request, user)


def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Second step: an app on the phone, or a passkey."""
    return render(request, "accounts/second_factor.html")


def keep_recovery_codes(request: StaffRequest) -> HttpResponse:
    """Third step: the recovery codes, shown until the tick that they are kept and never again."""
    if request.user.recovery_codes_kept_at:
        return redirect("account_profile")
    codes = _codes(request.user)
    if codes is None:
        return redirect("mfa_generate_recovery_codes")
    form = KeepRecoveryCodesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.keep_recovery_codes(user=request.user)
        messages.success(request, _("Your account is protected. Welcome."))
        return redirect("home")
    context = {"form": form, "codes": codes}
    return render(request, "accounts/recovery_codes.html", context, status=422 if form.errors else 200)


def save_recovery_codes(request: StaffRequest) -> HttpResponse:
    """The codes as a text file, while they are shown."""
    codes = _codes(request.user)
    if request.user.recovery_codes_kept_at or codes is None:
        raise Http404
    context = {"codes": codes, "now": timezone.localtime(), "site_name": settings.SITE_NAME}
    answer = render(request, "accounts/recovery_codes.txt", context, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _codes(user: User) -> list[str] | None:
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(authenticator).get_unused_codes() if authenticator else None


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Ten new codes; the old ones stop to work, and the new ones are shown until they are kept."""

    success_url = reverse_lazy("keep_recovery_codes")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            actions.expect_recovery_codes_kept(user=self.request.user)
        self.request.session.pop(COMPLETE, None)
        return answer


def account(request: StaffRequest) -> HttpResponse:
    """The own account: language, second factors, password."""
    form = LanguageForm(request.POST if request.method == "POST" else None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        actions.choose_language(user=request.user, language=form.cleaned_data["language"])
        answer = redirect("account_profile")
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], max_age=365 * 24 * 3600, samesite="Lax",
            httponly=True, secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return answer
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    context = {
        "form": form,
        "app": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(_codes(request.user) or []),
        "held": request.user.role_assignments.current().select_related("role"),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@require_POST
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """Sign out everywhere but here: a device was lost, or somebody else knew the password."""
    actions.end_other_sessions(user=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("account_profile")


class SignOut(LogoutView):
    """allauth's own; the browser also drops what it keeps of pages, for the next person at a shared computer.

    Answers that wait on the device stay: they are sealed, and nobody else can open them.
    """

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'
        return answer


def signed_in_again(request: HttpRequest) -> HttpResponse:
    """After signing in beside a form that waits in another tab."""
    return render(request, "accounts/signed_in_again.html")
