"""One ledger of what a person has fulfilled: passed, signed off, read. Training keeps it, others report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fulfilment:
    """`kind`: module, guideline, task or course; `key`: translation key or slug; `version`: of what was read."""

    kind: str
    key: str
    version: str
    language: str
    at: datetime


_keep: Callable[[Any, Fulfilment], None] | None = None
_asked: Callable[[Any, str, str], bool] | None = None
_holds: Callable[[str, str], bool] | None = None
_last: Callable[[Any, str, str], datetime | None] | None = None


def register(
    keep: Callable[[Any, Fulfilment], None],
    is_required: Callable[[Any, str, str], bool],
    holds: Callable[[str, str], bool],
    last: Callable[[Any, str, str], datetime | None],
) -> None:
    """Training registers its ledger, whether something is required of a person, what its records rest on, and when a
    person fulfilled something last.
    """
    global _keep, _asked, _holds, _last
    _keep, _asked, _holds, _last = keep, is_required, holds, last


def report(user: Any, fulfilment: Fulfilment) -> None:
    """Write a fulfilment into the ledger (append only); the same one twice counts once."""
    if _keep:
        _keep(user, fulfilment)


def is_required(user: Any, kind: str, key: str) -> bool:
    """Is this thing an open requirement of this person?"""
    return bool(_asked and _asked(user, kind, key))


def holds(kind: str, key: str) -> bool:
    """Is this thing required by a curriculum, or proved by somebody's entry in the ledger?"""
    return bool(_holds and _holds(kind, key))


def last_fulfilled(user: Any, kind: str, key: str) -> datetime | None:
    """When this person last fulfilled it, if ever."""
    return _last(user, kind, key) if _last else None
