"""The caseload guard: what an actor may see of clients, asked by every manager of client records."""

from datetime import date
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from portal.accounts.models import User
from portal.protection.actor import current_actor
from portal.protection.models import CaseAssignment
from portal.seams.access import SENIOR_SOCIAL_WORKER

M = TypeVar("M", bound=models.Model)


def visible_subjects(actor_id: int, supervises: bool, on: date | None = None) -> models.QuerySet[CaseAssignment, UUID]:
    """Clients of this person: the own cases, substitutions in force, and the team's for a supervisor."""
    who = Q(user_id=actor_id)
    if supervises:
        who |= Q(user__supervisor_id=actor_id)
    return CaseAssignment.objects.current(on).filter(who).values_list("subject", flat=True)


def may_see(user: User, subject: UUID) -> bool:
    """Is this client in the person's caseload (own, substituted, team)?"""
    return visible_subjects(user.pk, user.has_role(SENIOR_SOCIAL_WORKER)).filter(subject=subject).exists()


class CaseRecordManager(models.Manager[M]):
    """Empty without an actor; with one, the rows of the clients that actor may see.

    The model's `client_field` names the client's UUID. PostgreSQL's row-level security says the same underneath.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        rows: models.QuerySet[M] = super().get_queryset()
        actor = current_actor()
        if actor is None:
            return rows.none()
        if actor.system:
            return rows
        assert actor.user_id is not None
        column = self.model.client_field  # type: ignore[attr-defined]
        visible = visible_subjects(actor.user_id, SENIOR_SOCIAL_WORKER in actor.role_keys, actor.day)
        seen = Q(**{f"{column}__in": visible})
        if actor.opened:
            seen |= Q(**{column: actor.opened})
        return rows.filter(seen)


class CaseRecord(models.Model):
    """Base of everything that belongs to a client; `client_field` names the column with the client's UUID."""

    client_field: ClassVar[str] = "client_id"

    objects: Any = CaseRecordManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
