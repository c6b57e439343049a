"""People: list, invite, roles, access."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import actions, roles
from portal.accounts.forms import InvitationForm, RolesForm
from portal.accounts.models import Invitation, Role, User
from portal.accounts.querysets import (
    open_invitations,
    people_found,
    people_with_roles,
    people_with_sign_in,
    roles_held,
)
from portal.requests import StaffRequest
from portal.seams import access


def people(request: StaffRequest) -> HttpResponse:
    """Everybody with roles, and the invitations that wait."""
    words = request.GET.get("q", "").strip()[:200]
    page = Paginator(people_found(words), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": people_with_roles(list(page.object_list)),
        "words": words,
        "invitations": open_invitations(),
        "may_manage": request.user.has_role(access.ADMINISTRATOR),
    }
    return render(request, "accounts/people.html", context)


def invite(request: StaffRequest) -> HttpResponse:
    """Invite a person; what was typed stays when something is wrong."""
    form = InvitationForm(
        request.POST if request.method == "POST" else None, by=request.user, initial={"language": "lv"}
    )
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
def withdraw(request: StaffRequest, invitation_id: int) -> HttpResponse:
    """The letter no longer opens anything."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    actions.withdraw_invitation(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation to %s is withdrawn.") % invitation.email)
    return redirect("people")


def person(request: StaffRequest, user_id: int) -> HttpResponse:
    """One person: roles to give and take, access, second factor."""
    user = get_object_or_404(people_with_sign_in().select_related("supervisor"), pk=user_id)
    held = {assignment.role for assignment in roles_held([user.pk])[user.pk]}
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": list(held)})
    if request.method == "POST" and form.is_valid():
        try:
            _change_roles(user, held, set(form.cleaned_data["roles"]), request.user)
        except roles.LastAdministrator:
            form.add_error("roles", _("Somebody must remain administrator. Give the role to another person first."))
        else:
            messages.success(request, _("The roles of %s are saved.") % user)
            return redirect("person", user_id=user.pk)
    context = {"person": user, "form": form, "is_self": user == request.user}
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


def _change_roles(user: User, held: set[Role], wanted: set[Role], by: User) -> None:
    for role in wanted - held:
        roles.give_role(user=user, role=role, by=by)
    for role in held - wanted:
        roles.take_role(user=user, role=role, by=by)


@require_POST
def deactivate(request: StaffRequest, user_id: int) -> HttpResponse:
    """End a person's access at once; it can be given back on the same page."""
    user = get_object_or_404(User, pk=user_id)
    if user == request.user:
        messages.error(request, _("You cannot end your own access. Ask another administrator."))
        return redirect("person", user_id=user.pk)
    try:
        roles.deactivate_person(user=user, by=request.user)
    except roles.LastAdministrator:
        messages.error(request, _("Somebody must remain administrator. Give the role to another person first."))
    else:
        messages.success(request, _("%s can no longer sign in. All sessions have ended.") % user)
    return redirect("person", user_id=user.pk)


@require_POST
def reactivate(request: StaffRequest, user_id: int) -> HttpResponse:
    """Give access back."""
    user = get_object_or_404(User, pk=user_id)
    roles.reactivate_person(user=user, by=request.user)
    messages.success(request, _("%s can sign in again.") % user)
    return redirect("person", user_id=user.pk)


@require_POST
def reset_factor(request: StaffRequest, user_id: int) -> HttpResponse:
    """Phone and codes are lost: the person sets up a new second factor at the next sign-in."""
    user = get_object_or_404(User, pk=user_id)
    if user == request.user:
        messages.error(request, _("Change your own second factor on the page of your account."))
    else:
        roles.reset_second_factor(user=user, by=request.user)
        messages.success(request, _("%s sets up a new second factor at the next sign-in.") % user)
    return redirect("person", user_id=user.pk)
