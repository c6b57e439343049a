"""Reads about people."""

from django.db.models import Prefetch, QuerySet

from portal.accounts.models import RoleAssignment, User


def people_with_roles() -> QuerySet[User]:
    """Everybody with organisation, supervisor and the roles held today; three queries for any number of people."""
    held = Prefetch("role_assignments", RoleAssignment.objects.current().select_related("role"), to_attr="held_roles")
    return User.objects.select_related("organisation", "supervisor").prefetch_related(held).order_by("last_name", "pk")
