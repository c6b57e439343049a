"""Reads about people."""

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from portal.accounts.models import Invitation, Role, RoleAssignment, User
from portal.seams import access

# A training manager brings people to learn; who sees clients or edits is an administrator's decision.
GIVEN_BY_TRAINING_MANAGER = (access.LEARNER, access.OFFICIAL)


def people_with_roles(words: str = "") -> QuerySet[User]:
    """Everybody (or whose name, address or organisation has the words) with the roles held today; two queries."""
    held = Prefetch("role_assignments", RoleAssignment.objects.current().select_related("role"), to_attr="held_roles")
    found = User.objects.select_related("organisation").prefetch_related(held)
    for word in words.split():
        found = found.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(email__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    strong = Authenticator.objects.filter(user=OuterRef("pk"), type__in=("totp", "webauthn"))
    return found.annotate(two_steps=Exists(strong)).order_by("sort_key", "pk")


def open_invitations() -> QuerySet[Invitation]:
    """Invitations that wait, newest first, with their roles; two queries."""
    return Invitation.objects.open().select_related("organisation", "invited_by").prefetch_related("roles")


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
