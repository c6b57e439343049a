"""What an app keeps about a member of staff: given out on request, taken away when the account is erased."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Personal:
    """`erase(user)` deletes or pseudonymises and returns rows by model, inside the transaction of the erasure.

    Rows that point at the account are given out without being named here; `export(user)` adds what does not.
    `older`: by retention rule, the rows from before a moment, which `apply_retention` takes away.
    """

    name: str
    erase: Callable[[Any], dict[str, int]]
    export: Callable[[Any], dict[str, object]] | None = None
    older: Mapping[str, Callable[[datetime], Any]] = field(default_factory=dict)


_kept: dict[str, Personal] = {}


def register(personal: Personal) -> None:
    """Say what an app keeps about people."""
    _kept[personal.name] = personal


def kept() -> list[Personal]:
    """All that was said, by name."""
    return [_kept[name] for name in sorted(_kept)]
