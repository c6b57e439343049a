"""Keeping what is said: checked against the item, saved once, with what follows from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.identifiers import uuid7
from portal.protection.trail import record
from skills_audit.answers import Saved, Stale, save_answer
from skills_audit.instrument.contents import check
from skills_audit.instrument.definition import IDENTITY, Instrument, Item
from skills_audit.instrument.walk import VALUE
from skills_audit.models import Answer, Audit, ClientIdentity, ConflictCopy

LONGEST_POSITION = 60
INTERPRETERS = frozenset({"none", "in_person", "phone"})


@transaction.atomic
def keep_answer(
    *,
    audit: Audit,
    instrument: Instrument,
    item: str,
    entry: str,
    content: dict[str, Any],
    expected: int,
    operation: UUID,
    by: User,
    position: str | None = None,
) -> Saved | Stale:
    """Save one answer and what follows from it: the route, the languages on screen, the place where the talk stands.

    Raises `Misfit`, `AuditClosed`, `OperationReused`. Runs inside `acting(by)`.
    """
    check(instrument, item, entry, content)
    saved = save_answer(
        audit=audit, item=item, entry=entry, content=content, expected=expected, operation=operation, by=by
    )
    asked = instrument.by_code.get(item)
    if isinstance(saved, Saved) and not saved.repeated:
        if asked is not None and asked.store == IDENTITY:
            _lay_apart(audit, asked, content, saved)
        changed = _follow(audit, instrument, item, content)
        if position is not None:
            audit.position = position[:LONGEST_POSITION]
            changed.append("position")
        if changed:
            audit.save(update_fields=[*dict.fromkeys(changed), "changed_at"])
    return saved


def stand_at(audit: Audit, position: str) -> None:
    """Remember where the talk stands, so that any device goes on there."""
    if audit.position != position and audit.state in Audit.OPEN:
        audit.position = position[:LONGEST_POSITION]
        audit.save(update_fields=["position", "changed_at"])


def _lay_apart(audit: Audit, item: Item, content: dict[str, Any], saved: Saved) -> None:
    """Who the person is lies with the identity; the answer's row says only that it was given."""
    identity = ClientIdentity.objects.select_for_update().filter(client_id=audit.client_id).first()
    if identity is None:
        identity = ClientIdentity(client_id=audit.client_id)
    kept = dict(identity.answers or {})
    kept[item.code] = content
    identity.answers = kept
    name, reach = kept.get("PER01", {}), kept.get("PER03", {})
    identity.spoken_name = name.get("called") or name.get("value")
    birth_year = kept.get("PER02", {}).get("value")
    identity.birth_year = str(birth_year) if birth_year else None
    identity.contact = reach.get("contact")
    identity.save()
    answer = Answer.objects.get(pk=saved.id)
    answer.content = {"state": content["state"], **({"apart": True} if content["state"] == VALUE else {})}
    answer.save(update_fields=["content"])


def _follow(audit: Audit, instrument: Instrument, item: str, content: dict[str, Any]) -> list[str]:
    """What an answer about the talk itself changes: route, interpreter, language of the client's side."""
    value = content.get("value")
    if item == "SES05" and value in Audit.Route.values:
        audit.route = value
        return ["route"]
    if item == "SES02" and value in INTERPRETERS:
        audit.interpreter = value
        return ["interpreter"]
    if item == "SES01" and (shown := content.get("shown") or value):
        site = site_code(instrument, shown)
        if site in instrument.languages:
            audit.client_language = site
            return ["client_language"]
    return []


def site_code(instrument: Instrument, language: str) -> str:
    """The code of the client's side for a spoken language (ISO 639-3), where texts in it are planned."""
    rows = instrument.lists.get("languages", {}).get("languages", ())
    return next((str(row.get("site", "")) for row in rows if row["code"] == language), "")


@transaction.atomic
def settle_conflict(*, conflict: ConflictCopy, audit: Audit, instrument: Instrument, take: str, by: User) -> None:
    """A person chose: `standing` keeps what stands, `refused` makes the late content the next version."""
    conflict = ConflictCopy.objects.select_for_update().get(pk=conflict.pk)
    if conflict.settled_at is not None:
        return
    if take == "refused":
        answer = conflict.answer
        keep_answer(
            audit=audit,
            instrument=instrument,
            item=answer.item,
            entry=answer.entry,
            content=conflict.content,
            expected=answer.version,
            operation=uuid7(),
            by=by,
        )
    conflict.settled_at, conflict.settled_by = timezone.now(), by
    conflict.save(update_fields=["settled_at", "settled_by"])
    record(
        "settle_conflict", subject=audit.client_id, record=f"audit:{audit.pk}",
        detail={"item": conflict.answer.item, "taken": take}, actor_id=by.pk,
    )  # fmt: skip
