"""How published things become search documents and who may see them: filled by apps, asked by search."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

EVERYONE = "everyone"
STAFF = "staff"


@dataclass(frozen=True, kw_only=True)
class Document:
    """One published thing in one language. `key` is `kind:id:language` and stable; `text` is plain text.

    `titles` and `summaries` hold the Latvian and English ones where the thing has them besides its own.
    `facets`: facet name → values (country, theme, strand, area, target_group, kind, year, evidence).
    `audience`: `everyone`, `staff` or role keys; only a person of that audience ever finds or counts it.
    """

    key: str
    kind: str
    language: str
    title: str
    url: str
    text: str
    summary: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    summaries: dict[str, str] = field(default_factory=dict)
    facets: dict[str, list[str]] = field(default_factory=dict)
    audience: tuple[str, ...] = (STAFF,)
    updated: date | None = None


@dataclass(frozen=True, kw_only=True)
class Findable:
    """One kind of thing: all its documents now, and the documents of one object (none when unpublished).

    `label` names the kind for the reader. `object_key(instance)` returns the prefix `kind:id` under which the
    documents of that object are kept, so that they can be replaced or removed.
    """

    kind: str
    label: str
    model: str
    documents: Callable[[], Iterator[Document]]
    documents_of: Callable[[Any], Iterable[Document]]
    object_key: Callable[[Any], str]
    facet_labels: Callable[[], dict[str, dict[str, str]]] = dict


_kinds: dict[str, Findable] = {}
_listeners: list[Callable[[Findable, Any], None]] = []
_held: dict[tuple[str, str], Any] | None = None


def register(findable: Findable) -> None:
    """Make a kind of thing findable."""
    _kinds[findable.kind] = findable


def kinds() -> list[Findable]:
    """All registered kinds, in the order of their registration."""
    return list(_kinds.values())


def on_change(listener: Callable[[Findable, Any], None]) -> None:
    """`listener(findable, instance)` runs inside the transaction in which a findable thing changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(kind: str, instance: Any) -> None:
    """Say, inside the transaction, that this object was published, changed, unpublished or deleted."""
    if _held is not None:
        _held[kind, _kinds[kind].object_key(instance)] = instance
        return
    for listener in _listeners:
        listener(_kinds[kind], instance)


@contextmanager
def told_once() -> Iterator[None]:
    """While many pages are loaded, changes are gathered; at the end each object is told of once.

    A module changes with each of its lessons, and its documents are long. After an error all is told of as well.
    """
    global _held
    if _held is not None:
        yield
        return
    _held = {}
    try:
        yield
    finally:
        gathered, _held = _held, None
        with transaction.atomic():
            for (kind, _key), instance in gathered.items():
                changed(kind, instance)
