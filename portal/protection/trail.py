"""Writing the access log."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from portal.protection import keys
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
    values = draft(action, subject=subject, record=record, detail=detail, actor_id=actor_id, reason=reason)
    with connection.cursor() as cursor:
        cursor.execute(APPEND, values)
        pk, number, previous, digest, wrapped = cursor.fetchone()
    if subject and wrapped:
        keys.bring(subject, bytes(wrapped))
    entry = TrailEntry(
        id=pk, at=values["at"], actor_id=values["actor"], action=action, chain=values["chain"], number=number,
        subject=subject, record=record, detail=json.loads(values["detail"]), reason=values["reason"],
        previous=previous, hash=digest,
    )  # fmt: skip
    entry._state.adding, entry._state.db = False, connection.alias
    return entry


def draft(
    action: str,
    *,
    subject: UUID | None = None,
    record: str = "",
    detail: dict[str, Any] | None = None,
    actor_id: int | None = None,
    reason: str = "",
) -> dict[str, Any]:
    """What `PLACES` need: for `APPEND`, or for a function of the database that writes the entry with its cause."""
    if not connection.in_atomic_block:
        raise RuntimeError("an entry of the access log is written inside the transaction it belongs to")
    actor, at, chain = current_actor(), timezone.now(), chain_of(subject, record)
    acts = actor_id if actor_id is not None else (actor.user_id if actor else None)
    why = reason or (actor.reason if actor else "")
    # As it will be read back: JSON knows no other keys than text.
    text = json.dumps(detail or {}, allow_nan=False)
    before, after = hashed_around(
        at=at, actor=acts, action=action, chain=chain, detail=json.loads(text), reason=why, record=record
    )
    return {
        "at": at, "actor": acts, "action": action, "chain": chain, "subject": subject, "record": record,
        "detail": text, "reason": why, "before": before, "after": after,
    }  # fmt: skip


def record_apart(action: str, **fields: Any) -> TrailEntry:
    """Append an entry in a transaction of its own: for a refusal whose cause is rolled back."""
    with transaction.atomic():
        return record(action, **fields)


def chain_of(subject: UUID | None, record: str) -> str:
    """The client's own chain, else the chain of the kind of thing that `record` names."""
    return str(subject) if subject else f"area:{record.split(':')[0] or 'portal'}"


# Number, previous hash and hash are the database's part: it alone knows the end of the chain (`appending.py`).
PLACES = (
    "%(at)s::timestamptz, %(actor)s::bigint, %(action)s, %(chain)s, %(subject)s::uuid, %(record)s, %(detail)s::jsonb, "
    "%(reason)s, %(before)s, %(after)s"
)
# Who notes that a client's record was opened reads it next: the wrapped data key comes along.
APPEND = (
    "SELECT id, number, previous, hash, "  # noqa: S608 - constants
    "(SELECT wrapped FROM protection_datakey k WHERE k.subject = %(subject)s::uuid) "
    f"FROM protection_append_entry({PLACES})"
)


def name_of_chain(chain: str) -> str:
    """The name under which anchors and cuts know a chain; does not tell the client."""
    return hashlib.sha256(chain.encode()).hexdigest()


def entry_hash(entry: TrailEntry) -> str:
    """SHA-256 over the previous hash and the entry's canonical JSON."""
    before, after = hashed_around(
        at=entry.at, actor=entry.actor_id, action=entry.action, chain=entry.chain, detail=entry.detail,
        reason=entry.reason, record=entry.record,
    )  # fmt: skip
    return hashlib.sha256(f"{entry.previous}\n{before}{entry.number}{after}".encode()).hexdigest()


def hashed_around(
    *, at: datetime, actor: int | None, action: str, chain: str, detail: dict[str, Any], reason: str, record: str
) -> tuple[str, str]:
    """An entry's canonical JSON, its keys sorted, before and after the number that the database puts in."""
    first = _canonical({"action": action, "actor": actor, "at": stamp(at), "chain": chain, "detail": detail})
    last = _canonical({"reason": reason, "record": record})
    return f'{first[:-1]},"number":', f",{last[1:]}"


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def stamp(at: datetime) -> str:
    """A moment as it stands in what is hashed or signed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
