"""Writes about people: invite, accept, deactivate, keep recovery codes. Each is one transaction with a log entry."""

import hashlib
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.models import Invitation, Organisation, Role, RoleAssignment, User
from portal.accounts.models.user import new_session_mark
from portal.protection.trail import record


class InvitationNotOpen(Exception):
    """The invitation was used, withdrawn or is past its seven days."""


class AddressTaken(Exception):
    """There is an account with this address already."""


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(
    *,
    email: str,
    first_name: str,
    last_name: str,
    organisation: Organisation,
    roles: Iterable[Role],
    by: User,
    supervisor: User | None = None,
    language: str = "lv",
) -> Invitation:
    """Write the invitation and send its letter when the transaction holds. An older open one is withdrawn."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AddressTaken(email)
    Invitation.objects.open().filter(email=email).update(withdrawn_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        organisation=organisation,
        supervisor=supervisor,
        language=language,
        token_hash=hash_of(token),
        invited_by=by,
    )
    invitation.roles.set(roles)
    detail = {"roles": sorted(role.key for role in invitation.roles.all())}
    record("invite", record=f"invitation:{invitation.pk}", detail=detail, actor_id=by.pk)
    transaction.on_commit(lambda: _send_letter(invitation, token))
    return invitation


def _send_letter(invitation: Invitation, token: str) -> None:
    with translation.override(invitation.language):
        path = reverse("accept_invitation", args=[token])
        context = {
            "invitation": invitation,
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
            "site_name": settings.SITE_NAME,
        }
        send_mail(
            subject=render_to_string("accounts/invitation_subject.txt", context).strip(),
            message=render_to_string("accounts/invitation_letter.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[invitation.email],
        )


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> User:
    """Make the account with its roles; the same token works once."""
    invitation = Invitation.objects.open().select_for_update(of=("self",)).filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise InvitationNotOpen
    user = User.objects.create_user(
        invitation.email,
        password,
        first_name=invitation.first_name,
        last_name=invitation.last_name,
        organisation=invitation.organisation,
        supervisor=invitation.supervisor,
        language=invitation.language,
        works_since=invitation.starts_on,
    )
    for role in invitation.roles.all():
        RoleAssignment.objects.create(user=user, role=role, given_by=invitation.invited_by)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record("accept_invitation", record=f"person:{user.pk}", actor_id=user.pk)
    return user


@transaction.atomic
def deactivate_person(*, user: User, by: User) -> None:
    """The person can no longer sign in, and every session ends at once, also after a later reactivation."""
    user.is_active = False
    user.session_mark = new_session_mark()
    user.save(update_fields=["is_active", "session_mark"])
    record("deactivate", record=f"person:{user.pk}", actor_id=by.pk)


@transaction.atomic
def reactivate_person(*, user: User, by: User) -> None:
    """The person may sign in again, with the factors they had."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("reactivate", record=f"person:{user.pk}", actor_id=by.pk)


@transaction.atomic
def keep_recovery_codes(*, user: User) -> None:
    """The person says that the recovery codes are kept somewhere safe."""
    user.recovery_codes_kept_at = timezone.now()
    user.save(update_fields=["recovery_codes_kept_at"])
    record("keep_recovery_codes", record=f"person:{user.pk}", actor_id=user.pk)
