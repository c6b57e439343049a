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
from portal.protection.models import TrailEntry
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
    digest, chain = digest_of(content), trail.chain_of(audit.client_id, "audit")
    earlier, end = _looked_up(operation, chain)
    if earlier is not None:
        return _repeated(earlier, digest)
    if audit.state not in Audit.OPEN:
        raise AuditClosed
    now = timezone.now()
    answer = Answer(
        id=uuid7() if expected == 0 else _id_of(audit, item, entry), client_id=audit.client_id, audit=audit,
        item=item, entry=entry, content=content, version=expected + 1, saved_by=by, saved_at=now,
    )  # fmt: skip
    logged = trail.draft(
        "answer", subject=audit.client_id, record=f"audit:{audit.pk}", detail={"item": item, "v": answer.version},
        end=end or trail.beginning_of(chain),
    )  # fmt: skip
    if not _write(answer, expected, operation, digest, logged):
        return _keep_apart(answer, content, expected, operation, by, now)
    return Saved(id=answer.pk, version=answer.version, digest=digest, saved_at=now)


Earlier = tuple[UUID, int, str, datetime]


def _looked_up(operation: UUID, chain: str) -> tuple[Earlier | None, tuple[int, str] | None]:
    """What this operation has done already, and the end of the log's chain, held until the transaction ends.

    One errand. The same save sent ten times at once waits here for the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 11)); "  # noqa: S608 - of constants
            "SELECT answer_id, version, digest, saved_at FROM skills_audit_answeroperation WHERE id = %(operation)s; "
            + trail.END_OF_CHAIN,
            {"name": str(operation), "operation": operation, "chain": chain},
        )
        cursor.nextset()
        earlier = cursor.fetchone()
        cursor.nextset()
        cursor.nextset()
        return earlier, cursor.fetchone()


def _repeated(earlier: Earlier, digest: str) -> Saved:
    answer_id, version, kept, saved_at = earlier
    if kept != digest:
        raise OperationReused
    return Saved(id=answer_id, version=version, digest=digest, saved_at=saved_at, repeated=True)


def _id_of(audit: Audit, item: str, entry: str) -> UUID:
    found: UUID | None = Answer.objects.filter(audit=audit, item=item, entry=entry).values_list("pk", flat=True).first()
    return found or uuid7()


def _write(answer: Answer, expected: int, operation: UUID, digest: str, logged: TrailEntry) -> bool:
    """Insert, or update exactly the expected version, note the operation and log it; one statement, so that two at
    once cannot both win and none of the three comes without the others.
    """
    sealed = Answer._meta.get_field("content").pre_save(answer, add=True)
    columns = ("client_id", "audit_id", "item", "entry", "version", "saved_by_id", "saved_at")
    values = {name: getattr(answer, name) for name in columns}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH written AS (
                INSERT INTO skills_audit_answer AS stored
                    (id, client_id, audit_id, item, entry, content, version, saved_by_id, saved_at)
                SELECT %(answer)s, %(client_id)s, %(audit_id)s, %(item)s, %(entry)s, %(content)s, %(version)s,
                       %(saved_by_id)s, %(saved_at)s
                WHERE %(expected)s = 0 OR EXISTS (
                    SELECT 1 FROM skills_audit_answer
                    WHERE audit_id = %(audit_id)s AND item = %(item)s AND entry = %(entry)s)
                ON CONFLICT (audit_id, item, entry) DO UPDATE
                    SET content = excluded.content, version = excluded.version,
                        saved_by_id = excluded.saved_by_id, saved_at = excluded.saved_at
                    WHERE stored.version = %(expected)s AND stored.id = excluded.id
                RETURNING id, client_id, version, saved_at),
            noted AS (
                INSERT INTO skills_audit_answeroperation (id, client_id, answer_id, version, digest, saved_at)
                SELECT %(operation)s, client_id, id, version, %(digest)s, saved_at FROM written
                RETURNING answer_id)
            {trail.INSERT} SELECT {trail.PLACES} FROM noted RETURNING id
            """,  # noqa: S608 - constants
            values
            | {"answer": answer.pk, "content": sealed, "expected": expected}
            | {"operation": operation, "digest": digest}
            | trail.values_of(logged),
        )
        return cursor.fetchone() is not None


def _keep_apart(answer: Answer, content: Any, expected: int, operation: UUID, by: User, now: datetime) -> Saved | Stale:
    standing = Answer.objects.filter(audit=answer.audit, item=answer.item, entry=answer.entry).first()
    if standing is None:  # the device believes in an answer that never arrived: take it as the first
        return save_answer(
            audit=answer.audit, item=answer.item, entry=answer.entry, content=content, expected=0,
            operation=operation, by=by,
        )  # fmt: skip
    conflict, _made = ConflictCopy.objects.get_or_create(
        operation=operation,
        defaults={
            "client_id": answer.client_id, "answer": standing, "content": content, "expected_version": expected,
            "sent_by": by, "received_at": now,
        },
    )  # fmt: skip
    trail.record("conflict", subject=answer.client_id, record=f"audit:{answer.audit_id}", detail={"item": answer.item})
    return Stale(id=standing.pk, version=standing.version, content=standing.content, conflict=conflict.pk)
