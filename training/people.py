"""Whose training a person may look at."""

from collections.abc import Callable

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.prepared import Prepared
from portal.seams import access


def team_of(user: User) -> QuerySet[User]:
    """A training manager sees all active staff, a supervisor the own team, others nobody."""
    team = _team(user)
    return team(user.pk) if team else User.objects.none()


def team_read(user: User) -> list[User]:
    """The same people, read."""
    team = _team(user)
    return _read[team](user=user.pk) if team else []


type Team = Callable[[int], QuerySet[User]]


def _team(user: User) -> Team | None:
    if user.has_role(access.TRAINING_MANAGER):
        return _all_staff
    return _supervised if user.has_role(access.SENIOR_SOCIAL_WORKER, access.SOCIAL_WORKER) else None


def _all_staff(user: int) -> QuerySet[User]:
    return _others(user).filter(role_assignments__isnull=False).distinct()


def _supervised(user: int) -> QuerySet[User]:
    return _others(user).filter(supervisor=user)


def _others(user: int) -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(pk=user).select_related("organisation")


_read: dict[Team, Prepared[User]] = {team: Prepared(team, user=int) for team in (_all_staff, _supervised)}
