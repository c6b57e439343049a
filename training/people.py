"""Whose training a person may look at, and in which order."""

import unicodedata

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.prepared import Prepared
from portal.seams import access

SUPERVISING = (access.SENIOR_SOCIAL_WORKER, access.SOCIAL_WORKER)


def team_of(user: User) -> QuerySet[User]:
    """A training manager sees all active staff, a supervisor the own team, others nobody."""
    if user.has_role(access.TRAINING_MANAGER):
        return _others(user.pk).filter(role_assignments__isnull=False).distinct()
    if user.has_role(*SUPERVISING):
        return _others(user.pk).filter(supervisor=user)
    return User.objects.none()


def _others(user: int) -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(pk=user).select_related("organisation")


_supervised = Prepared(lambda user: _others(user).filter(supervisor=user), user=int)
_all_staff = Prepared(lambda user: _others(user).filter(role_assignments__isnull=False).distinct(), user=int)


def team_read(user: User) -> list[User]:
    """The same people, read."""
    if user.has_role(access.TRAINING_MANAGER):
        return _all_staff(user=user.pk)
    return _supervised(user=user.pk) if user.has_role(*SUPERVISING) else []


def by_name(person: User) -> list[tuple[str, str]]:
    """Sort key: last name, then first, in Latvian order (ā after a, not after z)."""
    name = f"{person.last_name} {person.first_name}".casefold()
    letters = [unicodedata.normalize("NFD", letter) for letter in name]
    return [(letter[0], letter[1:]) for letter in letters]
