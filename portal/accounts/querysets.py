"""Reads about people."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When, prefetch_related_objects
from django.utils import timezone

from portal.accounts.models import Invitation, Role, RoleAssignment, User
from portal.accounts.models.invitation import VALID_FOR
from portal.prepared import Prepared
from portal.seams import access

# A training manager brings people to learn; who sees clients or edits is an administrator's decision.
GIVEN_BY_TRAINING_MANAGER = (access.LEARNER, access.OFFICIAL)


def people_found(words: str = "") -> list[int]:
    """The numbers of everybody, or of those whose name, address or organisation has the words, in a list's order."""
    if not words:
        return _everybody()
    found = User.objects.all()
    for word in words.split():
        found = found.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return list(_in_order(found))


def _in_order(people: QuerySet[User]) -> QuerySet[User, int]:
    return people.order_by("sort_key", "pk").values_list("pk", flat=True)


_everybody = Prepared(lambda: _in_order(User.objects.all()))


def people_with_sign_in() -> QuerySet[User]:
    """People with their organisation and `two_steps`: is a second factor set up?"""
    strong = Authenticator.objects.filter(user=OuterRef("pk"), type__in=("totp", "webauthn"))
    return User.objects.select_related("organisation").annotate(two_steps=Exists(strong))


def people_with_roles(numbers: list[int]) -> list[User]:
    """The same people in a list's order with `held_roles`, those held today; two queries."""
    people, held = _listed(people=numbers), roles_held(numbers)
    for person in people:
        person.held_roles = held[person.pk]  # type: ignore[attr-defined]
    return people


_listed = Prepared(
    lambda people: people_with_sign_in().filter(pk__in=people).order_by("sort_key", "pk"), people=list[int]
)


def roles_held(people: list[int]) -> dict[int, list[RoleAssignment]]:
    """What each of these people holds today, with its role; one query."""
    held: dict[int, list[RoleAssignment]] = {person: [] for person in people}
    for one in _held(people=people, day=timezone.localdate()):
        held[one.user_id].append(one)
    return held


_held = Prepared(
    lambda people, day: RoleAssignment.objects.current(day).filter(user__in=people).select_related("role"),
    people=list[int],
    day=date,
)


def open_invitations() -> list[Invitation]:
    """The fifty newest invitations that wait, with their roles; two queries."""
    found = _waiting(since=timezone.now() - VALID_FOR)
    prefetch_related_objects(found, "roles")
    return found


_waiting = Prepared(lambda since: Invitation.objects.open(since).select_related("organisation")[:50], since=datetime)


def roles_in_order() -> QuerySet[Role]:
    """All roles as the service lists them, from who learns to who administers."""
    places = (When(key=key, then=number) for number, key in enumerate(access.ROLES))
    return Role.objects.order_by(Case(*places, default=len(access.ROLES)), "key")


def roles_to_give(by: User) -> QuerySet[Role]:
    """The roles this person may give when inviting."""
    if by.has_role(access.ADMINISTRATOR):
        return roles_in_order()
    if by.has_role(access.TRAINING_MANAGER):
        return roles_in_order().filter(key__in=GIVEN_BY_TRAINING_MANAGER)
    return Role.objects.none()
