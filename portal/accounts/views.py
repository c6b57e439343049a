"""Invitations, people, and the steps of setting up the sign-in."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import actions
from portal.accounts.forms import InvitationForm, KeepRecoveryCodesForm, NewPasswordForm
from portal.accounts.models import Invitation, User
from portal.accounts.querysets import people_with_roles
from portal.requests import StaffRequest

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def people(request: HttpRequest) -> HttpResponse:
    """Everybody with roles, and the open invitations."""
    page = Paginator(people_with_roles(), 50).get_page(request.GET.get("page"))
    invitations = Invitation.objects.open().select_related("organisation").prefetch_related("roles")[:50]
    return render(request, "accounts/people.html", {"page": page, "invitations": invitations})


def invite(request: StaffRequest) -> HttpResponse:
    """Invite a person; what was typed stays when something is wrong."""
    form = InvitationForm(request.POST or None, initial={"language": "lv"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(**form.cleaned_data, by=request.user)
        except actions.AddressTaken:
            form.add_error("email", _("There is an account with this address already."))
        else:
            messages.success(request, _("The invitation to %s is on its way.") % form.cleaned_data["email"])
            return redirect("people")
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def deactivate(request: StaffRequest, user_id: int) -> HttpResponse:
    """End a person's access at once; it can be given back on the same page."""
    user = get_object_or_404(User, pk=user_id)
    if user == request.user:
        messages.error(request, _("You cannot end your own access. Ask another administrator."))
    else:
        actions.deactivate_person(user=user, by=request.user)
        messages.success(request, _("%s can no longer sign in. All sessions have ended.") % user)
    return redirect("people")


@require_POST
def reactivate(request: StaffRequest, user_id: int) -> HttpResponse:
    """Give access back."""
    user = get_object_or_404(User, pk=user_id)
    actions.reactivate_person(user=user, by=request.user)
    messages.success(request, _("%s can sign in again.") % user)
    return redirect("people")


def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """First of three steps: choose a password. A second click on the same letter leads to sign-in."""
    invitation = Invitation.objects.open().filter(token_hash=actions.hash_of(token)).first()
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    draft = User(email=invitation.email, first_name=invitation.first_name, last_name=invitation.last_name)
    form = NewPasswordForm(draft, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(token=token, password=form.cleaned_data["new_password1"])
        except actions.InvitationNotOpen:
            return render(request, "accounts/invitation_over.html", status=410)
        login(request, user, backend=BACKEND)
        record_authentication(request, user, method="password")
        return redirect("set_up_second_factor")
    context = {"form": form, "invitation": invitation, "step": 1}
    return render(request, "accounts/accept_invitation.html", context, status=422 if form.errors else 200)


def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Second step: an app on the phone, or a passkey."""
    return render(request, "accounts/second_factor.html", {"step": 2})


def keep_recovery_codes(request: StaffRequest) -> HttpResponse:
    """Third step: the recovery codes, and the tick that they are kept."""
    authenticator = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if authenticator is None:
        return redirect("mfa_generate_recovery_codes")
    form = KeepRecoveryCodesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_recovery_codes(user=request.user)
        return redirect("home")
    codes: Any = RecoveryCodes(authenticator).get_unused_codes()
    context = {"form": form, "codes": codes, "step": 3}
    return render(request, "accounts/recovery_codes.html", context, status=422 if form.errors else 200)
