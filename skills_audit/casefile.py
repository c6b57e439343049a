"""What the portal may ask of our client records without knowing them: codes, export, erasure."""

import base64
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from portal.protection.caseload import CaseRecord
from portal.protection.models import CaseAssignment
from portal.seams import access
from portal.seams.casefile import Casefile, register
from skills_audit.models import Audit, Client


def codes(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """Case codes by client, of those the actor may see."""
    return dict(Client.objects.filter(pk__in=list(subjects)).values_list("pk", "code"))


def find(code: str) -> UUID | None:
    """The client with this code, if the actor may see it."""
    found: UUID | None = Client.objects.filter(code__iexact=code.strip()).values_list("pk", flat=True).first()
    return found


def ended_before(day: date) -> Iterable[UUID]:
    """Clients whose service ended before that day."""
    return list(Client.objects.filter(ended_on__lt=day).values_list("pk", flat=True))


def export(subject: UUID) -> dict[str, object]:
    """Every row of this client by model, sealed fields opened."""
    return {
        model._meta.label: [_row(record) for record in model.objects.filter(**{model.client_field: subject})]
        for model in _records()
    }


def _records() -> list[Any]:
    return [model for model in apps.get_app_config("skills_audit").get_models() if issubclass(model, CaseRecord)]


def _row(record: models.Model) -> dict[str, object]:
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in values.items()
    }


def erase(subject: UUID) -> dict[str, int]:
    """Delete the client with everything that hangs on it; rows deleted by model."""
    deleted: dict[str, int] = Client.objects.filter(pk=subject).delete()[1]
    return deleted


def arguments(subject: UUID | None) -> dict[str, Any]:
    """Arguments of our routes for a client with an audit; made-up ones where the client has no such thing."""
    audit = Audit.objects.filter(client_id=subject).first()
    assignment = CaseAssignment.objects.filter(subject=subject).first() if subject else None
    return {
        "client_id": subject,
        "audit_id": audit.pk if audit else subject,
        "assignment_id": assignment.pk if assignment else 0,
        "item": "TSK01",
    }


access.sample("skills_audit:*", arguments)
register(
    Casefile(
        name="skills_audit",
        codes=codes,
        find=find,
        ended_before=ended_before,
        export=export,
        erase=erase,
    )
)
