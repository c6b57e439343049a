"""Audits for tests: answered as the demo cases are, finished by those who may."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.accounts.models import User
from portal.protection.actor import acting
from skills_audit.instrument.publishing import publish_instrument
from skills_audit.models import Answer, Audit, Client
from skills_audit.results import finish_audit
from tests.skills_audit.demo_answers import demo_goal, demo_rows

RIGA = ZoneInfo("Europe/Riga")


def audit_of(
    client: Client, by: User, rows: dict[tuple[str, str], dict[str, Any]], *, version: str = "1.0.0", **fields: Any
) -> Audit:
    """A running audit with these answers."""
    with acting(by):
        audit: Audit = Audit.objects.create(
            client=client, started_by=by,
            **({"client_language": client.language, "route": "full"} | fields),
            instrument=publish_instrument(version=version),
        )  # fmt: skip
        Answer.objects.bulk_create(
            Answer(
                client_id=client.pk, audit=audit, item=item, entry=entry, content=content,
                saved_by=by, saved_at=timezone.now(),
            )
            for (item, entry), content in rows.items()
        )  # fmt: skip
    return audit


def finished_audit(client: Client, by: User, case: str = "K-2198", **fields: Any) -> Audit:
    """A demo case's audit, finished and scored; K-2198 was finished on 1 November 2026."""
    audit = audit_of(client, by, demo_rows(case), **fields)
    with acting(by):
        Audit.objects.filter(pk=audit.pk).update(
            state=Audit.State.FINISHED, finished_at=datetime(2026, 11, 1, 12, tzinfo=RIGA)
        )
        audit.refresh_from_db()
        finish_audit(audit=audit, by=by, goal=demo_goal(case))
    return audit
