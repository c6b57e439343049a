"""Who acts: client records exist only for a named actor, in the application and in the database.

`acting(user)` opens a transaction, names the actor in this context and in PostgreSQL (`SET LOCAL`), and forgets
both at its end. Without it the managers of client records are empty and row-level security shows no row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from portal.protection import keys


@dataclass(frozen=True)
class Actor:
    """`user_id`: the person; `opened`: a client opened outside the caseload, with its `reason`; `system`: own work.

    `day`: the day whose caseload counts, today where it is none.
    """

    user_id: int | None
    role_keys: frozenset[str] = frozenset()
    opened: UUID | None = None
    reason: str = ""
    system: bool = False
    day: date | None = None


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


def current_actor() -> Actor | None:
    """The actor of this context, or none."""
    return _actor.get()


@contextmanager
def acting(user: Any, *, opened: UUID | None = None, reason: str = "") -> Iterator[Actor]:
    """Act as this person. `opened` with a `reason` opens one client outside the caseload (break-glass)."""
    if opened and not reason.strip():
        raise ValueError("a client outside the caseload is opened with a reason only")
    if user.pk is None or not user.is_active:
        raise PermissionDenied("only a person with an open account acts")
    actor = Actor(user_id=user.pk, role_keys=user.role_keys, opened=opened, reason=reason.strip())
    with _acting(actor):
        yield actor


@contextmanager
def acting_as_system(reason: str) -> Iterator[Actor]:
    """Our own work on client records: demo content, retention, erasure, rotation. `reason` goes into the trail."""
    actor = Actor(user_id=None, reason=reason, system=True)
    with _acting(actor):
        yield actor


@contextmanager
def standing_in(actor: Actor) -> Iterator[None]:
    """Write SQL as this actor would; the database is not told, so nothing can be read."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


@contextmanager
def _acting(actor: Actor) -> Iterator[None]:
    outer = _actor.get()
    token, opened = _actor.set(actor), keys.begin_opening()
    inside = connection.in_atomic_block
    try:
        with transaction.atomic():
            _name_in_database(actor)
            yield
            # Inside another transaction the outer name must hold again; the end of one's own forgets it anyway, as an
            # error does.
            if inside:
                _name_in_database(outer)
    finally:
        keys.end_opening(opened)
        _actor.reset(token)


def _name_in_database(actor: Actor | None) -> None:
    names = ["", "", ""]
    if actor:
        names = [str(actor.user_id or ""), str(actor.opened or ""), "on" if actor.system else ""]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('portal.actor', %s, true), set_config('portal.opened', %s, true), "
            "set_config('portal.system', %s, true)",
            names,
        )
