"""Writing the access log."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from portal.protection.actor import current_actor
from portal.protection.models import TrailCut, TrailEntry


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
    end = _locked_end_of(chain_of(subject, record))
    entry = draft(
        action, subject=subject, record=record, detail=detail, actor_id=actor_id, reason=reason, end=end
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"{INSERT} VALUES ({PLACES}) RETURNING id", values_of(entry))
        entry.pk = cursor.fetchone()[0]
    entry._state.adding, entry._state.db = False, connection.alias
    return entry


def draft(
    action: str,
    *,
    end: tuple[int, str],
    subject: UUID | None = None,
    record: str = "",
    detail: dict[str, Any] | None = None,
    actor_id: int | None = None,
    reason: str = "",
) -> TrailEntry:
    """The entry after `end` of its chain, not written yet: for a statement that writes it with its cause (`INSERT`,
    `PLACES`, `values_of`). Whoever calls holds the chain: the end was read with `END_OF_CHAIN`.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an entry of the access log is written inside the transaction it belongs to")
    actor = current_actor()
    chain = chain_of(subject, record)
    number, previous = end
    entry = TrailEntry(
        at=timezone.now(),
        actor_id=actor_id if actor_id is not None else (actor.user_id if actor else None),
        action=action,
        chain=chain,
        number=number + 1,
        subject=subject,
        record=record,
        # As it will be read back: JSON knows no other keys than text.
        detail=json.loads(json.dumps(detail or {}, allow_nan=False)),
        reason=reason or (actor.reason if actor else ""),
        previous=previous,
    )
    entry.hash = entry_hash(entry)
    return entry


def record_apart(action: str, **fields: Any) -> TrailEntry:
    """Append an entry in a transaction of its own: for a refusal whose cause is rolled back."""
    with transaction.atomic():
        return record(action, **fields)


def chain_of(subject: UUID | None, record: str) -> str:
    """The client's own chain, else the chain of the kind of thing that `record` names."""
    return str(subject) if subject else f"area:{record.split(':')[0] or 'portal'}"


# One writer per chain until the transaction ends. Two statements in one errand, the second with a view of its own of
# what was committed while the first waited: number and hash of the last entry, nothing where none is left.
END_OF_CHAIN = (
    "SELECT pg_advisory_xact_lock(hashtextextended(%(chain)s, 7)); "
    "SELECT number, hash FROM protection_trailentry WHERE chain = %(chain)s ORDER BY number DESC LIMIT 1"
)

# Plain SQL: an entry stands beside every read and write, and the model's way costs as much as all the rest.
INSERT = (
    "INSERT INTO protection_trailentry "
    "(at, actor_id, action, chain, number, subject, record, detail, reason, previous, hash)"
)
PLACES = (
    "%(at)s::timestamptz, %(actor_id)s::bigint, %(action)s, %(chain)s, %(number)s, %(subject)s::uuid, %(record)s, "
    "%(detail)s::jsonb, %(reason)s, %(previous)s, %(hash)s"
)


def values_of(entry: TrailEntry) -> dict[str, Any]:
    """What stands in `PLACES`."""
    return {
        "at": entry.at, "actor_id": entry.actor_id, "action": entry.action, "chain": entry.chain,
        "number": entry.number, "subject": entry.subject, "record": entry.record, "detail": json.dumps(entry.detail),
        "reason": entry.reason, "previous": entry.previous, "hash": entry.hash,
    }  # fmt: skip


def _locked_end_of(chain: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(END_OF_CHAIN, {"chain": chain})
        cursor.nextset()
        last: tuple[int, str] | None = cursor.fetchone()
    return last or beginning_of(chain)


def name_of_chain(chain: str) -> str:
    """The name under which anchors and cuts know a chain; does not tell the client."""
    return hashlib.sha256(chain.encode()).hexdigest()


def beginning_of(chain: str) -> tuple[int, str]:
    """The last entry that retention took from a chain, or none: (0, "")."""
    cut = TrailCut.objects.filter(chain_name=name_of_chain(chain)).values_list("number", "hash").first()
    return cut or (0, "")


def entry_hash(entry: TrailEntry) -> str:
    """SHA-256 over the previous hash and the entry's canonical JSON."""
    content = {
        "at": stamp(entry.at),
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


def stamp(at: datetime) -> str:
    """A moment as it stands in what is hashed or signed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
