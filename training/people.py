"""Whose training a person may look at, and in which order."""

import unicodedata

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.seams import access


def team_of(user: User) -> QuerySet[User]:
    """A training manager sees all active staff, a supervisor the own team, others nobody."""
    people = User.objects.filter(is_active=True).exclude(pk=user.pk).select_related("organisation")
    if user.has_role(access.TRAINING_MANAGER):
        return people.filter(role_assignments__isnull=False).distinct()
    if user.has_role(access.SENIOR_SOCIAL_WORKER, access.SOCIAL_WORKER):
        return people.filter(supervisor=user)
    return people.none()


def by_name(person: User) -> list[tuple[str, str]]:
    """Sort key: last name, then first, in Latvian order (ā after a, not after z)."""
    name = f"{person.last_name} {person.first_name}".casefold()
    letters = [unicodedata.normalize("NFD", letter) for letter in name]
    return [(letter[0], letter[1:]) for letter in letters]
