"""What can be translated and which translation is stale: filled by apps with content, asked by the matrix."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

MISSING, DRAFT, PUBLISHED, STALE = "missing", "draft", "published", "stale"


@dataclass(frozen=True, kw_only=True)
class TranslationState:
    """One thing in one language. `since` tells when the source changed; `changes` what changed, one line each."""

    state: str
    url: str = ""
    since: datetime | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Translatable:
    """One row of the matrix: a thing with its source language and its state in every language."""

    key: str
    title: str
    kind: str
    source_language: str
    states: dict[str, TranslationState]


_sources: dict[str, Callable[[], Iterable[Translatable]]] = {}


def register(name: str, source: Callable[[], Iterable[Translatable]]) -> None:
    """Add an app's translatable things."""
    _sources[name] = source


def translatables() -> list[Translatable]:
    """Every row of the matrix."""
    return [row for source in _sources.values() for row in source()]
