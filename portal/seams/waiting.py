"""What waits for a person: asked by home, digests and the admin's desk; filled by every subject."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

URGENT, SOON, USUAL, LATER = range(4)


class Person(Protocol):
    pk: int


@dataclass(frozen=True, kw_only=True)
class WaitingItem:
    """One thing to do with exactly one action. `key` is stable, so that nothing is listed twice.

    `urgency`: 0 today, 1 soon, 2 usual, 3 later. `title` and `text` are ready sentences in the active language.
    `done` of `total` says how far a thing is that was begun.
    """

    key: str
    kind: str
    title: str
    text: str
    url: str
    action: str
    urgency: int = USUAL
    due: date | None = None
    icon: str = "circle"
    meta: str = ""
    done: int | None = None
    total: int | None = None


Source = Callable[[Any], Iterable[WaitingItem]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Ask `source(user)` whenever something wants to know what waits for that person."""
    _sources[name] = source


def waiting_for(user: Person) -> list[WaitingItem]:
    """All that waits for this person, most urgent first, then by due date."""
    items = {item.key: item for source in _sources.values() for item in source(user)}
    return sorted(items.values(), key=lambda item: (item.urgency, item.due or date.max, item.key))
