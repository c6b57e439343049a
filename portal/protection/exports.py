"""Everything kept about one person or client, given out on request."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from portal.accounts.models import User
from portal.protection.actor import acting_as_system
from portal.protection.caseload import CaseRecord
from portal.protection.erasure import NothingToErase
from portal.protection.models import DataKey, TrailEntry
from portal.protection.trail import record
from portal.seams import access, casefile, personal


@transaction.atomic
def export_person(*, user: User, reason: str) -> dict[str, object]:
    """The account, every row that points at it, and what the person did by the access log; secrets are left out.

    Client records a person wrote belong to the client and are not in it.
    """
    kept: dict[str, object] = {"account": _row(user)}
    for model in apps.get_models():
        if issubclass(model, CaseRecord):
            continue
        for field in model._meta.concrete_fields:
            if field.remote_field and field.remote_field.model is User and field.name not in ("user_ptr",):
                rows = model._base_manager.filter(**{field.name: user.pk})
                if found := [_row(row) for row in rows]:
                    kept[f"{model._meta.label}.{field.name}"] = found
    kept["access log"] = list(
        TrailEntry.objects.filter(actor_id=user.pk).order_by("pk").values("at", "action", "record", "reason")
    )
    for app in personal.kept():
        if app.export:
            kept[app.name] = app.export(user)
    record("export", record=f"person:{user.pk}", reason=reason)
    return kept


def export_client(*, subject: UUID, reason: str) -> dict[str, object]:
    """The client's record in every app, sealed fields opened, and who looked at it."""
    with acting_as_system(reason):
        if not DataKey.objects.filter(subject=subject, wrapped__isnull=False).exists():
            raise NothingToErase(str(subject))
        kept: dict[str, object] = {app.name: app.export(subject) for app in casefile.casefiles()}
        kept["access log"] = list(
            TrailEntry.objects.filter(subject=subject).order_by("pk").values("at", "action", "record", "actor_id")
        )
        record("export", subject=subject, record="client")
    return kept


def _row(row: models.Model) -> dict[str, Any]:
    classes = access.classification_of(row._meta.label)
    secret = {name for name, kind in classes.fields.items() if kind == access.SPECIAL} if classes else set()
    if classes and classes.default == access.SPECIAL:
        return {"id": row.pk}
    return {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in secret and field.name != "session_mark"
    }
