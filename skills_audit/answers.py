"""Saving an answer: one statement decides, the same save twice has one effect, a late one is kept beside."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from portal.accounts.models import User
from portal.protection import trail
from portal.protection.identifiers import uuid7
from skills_audit.models import Answer, Audit, ConflictCopy


class AuditClosed(Exception):
    """The audit is finished or stopped; a saved answer would change what was scored."""


class OperationReused(Exception):
    """The operation id was used before for another content."""


@dataclass(frozen=True)
class Saved:
    """What the device may rely on before it drops the answer from its queue."""

    id: UUID
    version: int
    digest: str
    saved_at: datetime
    repeated: bool = False


@dataclass(frozen=True)
class Stale:
    """Somebody saved in between: the server's version and content; the refused content is kept as a conflict copy."""

    id: UUID
    version: int
    content: Any
    conflict: UUID


def digest_of(content: Any) -> str:
    """SHA-256 of the canonical JSON of a content."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def save_answer(
    *, audit: Audit, item: str, entry: str, content: dict[str, Any], expected: int, operation: UUID, by: User
) -> Saved | Stale:
    """Save the answer to one item (`entry` of a repeat, else empty) as version `expected + 1`; 0 = not there yet.

    The same operation again gives the same `Saved` and changes nothing. When the stored version is not `expected`,
    nothing is overwritten: the content is kept as a conflict copy and `Stale` tells what stands.
    Runs inside `acting(by)`, in its transaction.
    """
    answer = uuid7() if expected == 0 else _id_of(audit, item, entry)
    digest, now = digest_of(content), timezone.now()
    outcome, kept, version, noted, saved_at = _kept(
        {
            "operation": operation, "digest": digest, "open": audit.state in Audit.OPEN, "expected": expected,
            "answer": answer, "client": audit.client_id, "audit": audit.pk, "item": item, "entry": entry,
            "content": _content.sealed(content, subject=audit.client_id, pk=answer), "by": by.pk, "now": now,
        }
        | trail.draft(
            "answer", subject=audit.client_id, record=f"audit:{audit.pk}", detail={"item": item, "v": expected + 1}
        )
    )  # fmt: skip
    if outcome == "closed":
        raise AuditClosed
    if outcome == "stale":
        return _keep_apart(audit, item, entry, content, expected, operation, by, now)
    if noted != digest:
        raise OperationReused
    return Saved(id=kept, version=version, digest=digest, saved_at=saved_at, repeated=outcome == "earlier")


_content = Answer._meta.get_field("content")
KEEP = (
    "SELECT outcome, answer_id, version, digest, saved_at FROM skills_audit_keep_answer("  # noqa: S608 - constants
    "%(operation)s, %(digest)s, %(open)s, %(expected)s, %(answer)s, %(client)s, %(audit)s, %(item)s, %(entry)s, "
    "%(content)s, %(by)s, %(now)s, "
    f"{trail.PLACES})"
)


def _kept(values: dict[str, Any]) -> tuple[str, UUID, int, str, datetime]:
    """What became of it (`kept`, `earlier`, `closed`, `stale`), and the answer as it was noted with the operation."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)
        became: tuple[str, UUID, int, str, datetime] = cursor.fetchone()
        return became


def _id_of(audit: Audit, item: str, entry: str) -> UUID:
    found: UUID | None = Answer.objects.filter(audit=audit, item=item, entry=entry).values_list("pk", flat=True).first()
    return found or uuid7()


def _keep_apart(
    audit: Audit, item: str, entry: str, content: Any, expected: int, operation: UUID, by: User, now: datetime
) -> Saved | Stale:
    standing = Answer.objects.filter(audit=audit, item=item, entry=entry).first()
    if standing is None:  # the device believes in an answer that never arrived: take it as the first
        return save_answer(
            audit=audit, item=item, entry=entry, content=content, expected=0, operation=operation, by=by
        )  # fmt: skip
    conflict, _made = ConflictCopy.objects.get_or_create(
        operation=operation,
        defaults={
            "client_id": audit.client_id, "answer": standing, "content": content, "expected_version": expected,
            "sent_by": by, "received_at": now,
        },
    )  # fmt: skip
    trail.record("conflict", subject=audit.client_id, record=f"audit:{audit.pk}", detail={"item": item})
    return Stale(id=standing.pk, version=standing.version, content=standing.content, conflict=conflict.pk)
