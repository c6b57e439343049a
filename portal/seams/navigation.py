"""The entries of the header: filled by apps, shown to those who may open them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the reader is: the view's whole name, its namespaces, the path, and the kind of a page of Wagtail.

    Empty on a page of errors.
    """

    view_name: str = ""
    namespaces: tuple[str, ...] = ()
    path: str = ""
    kind: str = ""

    @property
    def resolver_match(self) -> Place:
        """Itself, so that a rule written for a request reads the same."""
        return self


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`url()` gives the address in the active language; `is_current` is asked with the reader's `Place`."""

    key: str
    label: str | StrPromise
    url: Callable[[], str]
    icon: str
    order: int
    may_see: Callable[[Any], bool]
    is_current: Callable[[Any], bool]


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    """Add an entry."""
    _entries[entry.key] = entry


def entries_for(user: Any) -> list[Entry]:
    """What this person may open, in order."""
    return sorted((e for e in _entries.values() if e.may_see(user)), key=lambda e: e.order)
