"""Writes about people: invite, accept, keep recovery codes, language. Each is one transaction, logged.

Roles and access (give, take, deactivate, reset) are in `portal.accounts.roles`.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.accounts.models import Invitation, Organisation, Role, User
from portal.accounts.models.user import new_session_mark
from portal.accounts.querysets import roles_to_give
from portal.accounts.roles import give_role
from portal.postgresql.turns import one_at_a_time
from portal.protection.trail import record
from portal.seams import access

DOUBLE_CLICK = timedelta(minutes=1)


class InvitationNotOpen(Exception):
    """The invitation was used, withdrawn or is past its seven days."""


class AddressTaken(Exception):
    """There is an account with this address already."""


class RolesNotTheirs(Exception):
    """The person who invites may not give one of these roles."""


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
    """Write the invitation and send its letter when the transaction holds. An older open one is withdrawn.

    The same invitation sent twice within a minute (a double click) is one. Raises `AddressTaken`, `RolesNotTheirs`.
    """
    email = email.strip().lower()
    roles = list(roles)
    _refuse_roles_not_theirs(roles, by)
    one_at_a_time(f"invite {email}")
    if User.objects.filter(email=email).exists():
        raise AddressTaken(email)
    if sent := _sent_just_now(email, roles, by):
        return sent
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


def _refuse_roles_not_theirs(roles: list[Role], by: User) -> None:
    if not set(roles) <= set(roles_to_give(by)):
        raise RolesNotTheirs


def _sent_just_now(email: str, roles: list[Role], by: User) -> Invitation | None:
    since = timezone.now() - DOUBLE_CLICK
    latest = Invitation.objects.open().filter(email=email, invited_by=by, sent_at__gte=since).first()
    return latest if latest and set(latest.roles.all()) == set(roles) else None


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
        give_role(user=user, role=role, by=invitation.invited_by)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record("accept_invitation", record=f"person:{user.pk}", actor_id=user.pk)
    return user


@transaction.atomic
def open_administrator(*, email: str, first_name: str, last_name: str) -> User:
    """An account for whoever runs the installation, before anybody is there to invite. Raises `AddressTaken`."""
    email = email.strip().lower()
    one_at_a_time(f"invite {email}")
    if User.objects.filter(email=email).exists():
        raise AddressTaken(email)
    user = User.objects.create_user(email, None, first_name=first_name.strip(), last_name=last_name.strip())
    give_role(user=user, role=Role.objects.get(key=access.ADMINISTRATOR), by=None)
    record("open_administrator", record=f"person:{user.pk}")
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """The letter no longer opens anything; an invitation that is over stays as it is."""
    changed = Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if changed:
        record("withdraw_invitation", record=f"invitation:{invitation.pk}", actor_id=by.pk)


@transaction.atomic
def keep_recovery_codes(*, user: User) -> None:
    """The person says that the recovery codes are kept somewhere safe."""
    user.recovery_codes_kept_at = timezone.now()
    user.save(update_fields=["recovery_codes_kept_at"])
    record("keep_recovery_codes", record=f"person:{user.pk}", actor_id=user.pk)


@transaction.atomic
def expect_recovery_codes_kept(*, user: User) -> None:
    """New codes were made: they are shown until the person says that they are kept."""
    user.recovery_codes_kept_at = None
    user.save(update_fields=["recovery_codes_kept_at"])
    record("renew_recovery_codes", record=f"person:{user.pk}", actor_id=user.pk)


@transaction.atomic
def end_other_sessions(*, user: User) -> None:
    """Whoever is signed in to this account anywhere is signed out; the caller keeps the present session, if any."""
    user.session_mark = new_session_mark()
    user.save(update_fields=["session_mark"])
    record("end_sessions", record=f"person:{user.pk}", actor_id=user.pk)


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """The language of the interface, the admin and letters to this person."""
    user.language = language
    user.save(update_fields=["language"])
