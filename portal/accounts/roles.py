"""Writes about what a person may do: roles with their group in the admin, access, second factor. All logged."""

from datetime import date

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Role, RoleAssignment, User
from portal.accounts.models.user import new_session_mark
from portal.protection.trail import record
from portal.seams import access


class LastAdministrator(Exception):
    """Nobody would be left who can manage accounts."""


@transaction.atomic
def give_role(*, user: User, role: Role, by: User | None, ends: date | None = None) -> RoleAssignment:
    """The person holds the role from today (until `ends`), with its permissions in the admin. Giving twice is once."""
    assignment, made = RoleAssignment.objects.select_for_update().get_or_create(
        user=user, role=role, defaults={"given_by": by, "ends": ends}
    )
    if not made and assignment.ends != ends:
        assignment.ends = ends
        assignment.save(update_fields=["ends"])
    if role.group_id:
        user.groups.add(role.group_id)
    _open_django_admin(user, role, is_open=True)
    _forget_roles(user)
    record(
        "give_role",
        record=f"person:{user.pk}",
        detail={"role": role.key, "until": ends.isoformat() if ends else ""},
        actor_id=by.pk if by else None,
    )
    return assignment


@transaction.atomic
def take_role(*, user: User, role: Role, by: User | None) -> None:
    """The person no longer holds the role nor its permissions. Raises `LastAdministrator`."""
    if role.key == access.ADMINISTRATOR:
        _keep_an_administrator(user)
    taken, _rows = RoleAssignment.objects.filter(user=user, role=role).delete()
    still = role.group and Role.objects.filter(assignments__user=user, group=role.group).exists()
    if role.group_id and not still:
        user.groups.remove(role.group_id)
    _open_django_admin(user, role, is_open=False)
    _forget_roles(user)
    if taken:
        record("take_role", record=f"person:{user.pk}", detail={"role": role.key}, actor_id=by.pk if by else None)


@transaction.atomic
def deactivate_person(*, user: User, by: User) -> None:
    """The person can no longer sign in, and every session ends at once, also after a later reactivation.

    Raises `LastAdministrator`.
    """
    if user.has_role(access.ADMINISTRATOR):
        _keep_an_administrator(user)
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
def reset_second_factor(*, user: User, by: User) -> None:
    """Phone and codes are lost: the next sign-in sets up a new factor. Every session of the person ends.

    A letter tells the person, who may not have asked for it.
    """
    Authenticator.objects.filter(user=user).delete()
    user.recovery_codes_kept_at = None
    user.session_mark = new_session_mark()
    user.save(update_fields=["recovery_codes_kept_at", "session_mark"])
    record("reset_second_factor", record=f"person:{user.pk}", actor_id=by.pk)
    transaction.on_commit(lambda: get_adapter().tell("accounts/email/second_factor_reset", user))


def _keep_an_administrator(leaving: User) -> None:
    administrators = RoleAssignment.objects.current(timezone.localdate()).filter(
        role__key=access.ADMINISTRATOR, user__is_active=True
    )
    others = administrators.select_for_update().exclude(user=leaving)
    if not others:
        raise LastAdministrator


def _open_django_admin(user: User, role: Role, *, is_open: bool) -> None:
    """Django's admin asks for `is_staff`; what can be done there its group says."""
    if role.key == access.ADMINISTRATOR and user.is_staff != is_open:
        user.is_staff = is_open
        user.save(update_fields=["is_staff"])


def _forget_roles(user: User) -> None:
    for name in ("role_keys", "sign_in_needs", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(name, None)
