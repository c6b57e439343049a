"""Writing and verifying the access log."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from portal.protection.actor import current_actor
from portal.protection.models import TrailEntry


def record(
    action: str,
    *,
    subject: UUID | None = None,
    record: str = "",
    detail: dict[str, Any] | None = None,
    actor_id: int | None = None,
    reason: str = "",
) -> TrailEntry:
    """Append an entry in the present transaction; raises outside one, because then it could come apart from its cause.

    `record` names what was touched (`client`, `audit:<id>`), `detail` holds names and numbers, never answers.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an entry of the access log is written inside the transaction it belongs to")
    actor = current_actor()
    chain = str(subject) if subject else f"area:{record.split(':')[0] or 'portal'}"
    with connection.cursor() as cursor:  # one writer per chain until the transaction ends
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [chain])
    last = TrailEntry.objects.filter(chain=chain).order_by("-number").only("number", "hash").first()
    entry = TrailEntry(
        at=timezone.now(),
        actor_id=actor_id if actor_id is not None else (actor.user_id if actor else None),
        action=action,
        chain=chain,
        number=last.number + 1 if last else 1,
        subject=subject,
        record=record,
        detail=detail or {},
        reason=reason or (actor.reason if actor else ""),
        previous=last.hash if last else "",
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    return entry


def record_apart(action: str, **fields: Any) -> TrailEntry:
    """Append an entry in a transaction of its own: for a refusal whose cause is rolled back."""
    with transaction.atomic():
        return record(action, **fields)


def entry_hash(entry: TrailEntry) -> str:
    """SHA-256 over the previous hash and the entry's canonical JSON."""
    content = {
        "at": _stamp(entry.at),
        "actor": entry.actor_id,
        "action": entry.action,
        "chain": entry.chain,
        "number": entry.number,
        "record": entry.record,
        "detail": entry.detail,
        "reason": entry.reason,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{entry.previous}\n{text}".encode()).hexdigest()


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def broken_links() -> Iterator[tuple[TrailEntry, str]]:
    """Every entry that does not fit its chain, with what is wrong; nothing when the log is whole."""
    previous: TrailEntry | None = None
    for entry in TrailEntry.objects.order_by("chain", "number").iterator(chunk_size=2000):
        before = previous if previous and previous.chain == entry.chain else None
        if entry.number != (before.number + 1 if before else 1):
            yield entry, "an entry before it is missing"
        elif entry.previous != (before.hash if before else ""):
            yield entry, "it does not follow the entry before it"
        elif entry.hash != entry_hash(entry):
            yield entry, "it was changed after it was written"
        previous = entry
