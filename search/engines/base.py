"""What a store of the index must be able to do. Everything else is the same Python for every store."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from search.facets import Selected
from search.legs import Leg, Surface
from search.scoring import Alternative

if TYPE_CHECKING:
    from search.models import SearchDocument


class EngineUnavailable(RuntimeError):
    """The engine did not answer in time or not at all; another one may."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """In what is searched: one collection, only what these audiences may see, only these languages and values.

    `reading` is the reader's language: of a thing that exists in it, other versions are left out. None: all versions.
    Nothing that has one of the `excluded` among its words in `excluded_language`.
    """

    collection: str
    audience: tuple[str, ...]
    languages: tuple[str, ...]
    selected: Selected = field(default_factory=dict)
    reading: str | None = None
    excluded: tuple[Alternative, ...] = ()
    excluded_language: str = ""


class Candidate(NamedTuple):
    """A document a leg found. `tokens`: its words in the leg's language as stored; empty for leg D.

    None where the engine found enough better ones: it stays behind them in the engine's order.
    """

    key: str
    object_key: str
    language: str
    tokens: str | None


@dataclass(frozen=True)
class Found:
    """The answer to all legs: candidates per leg in the order of the legs, best first as the engine sees it.

    `surface`: leg D's, best first. `counts`: facet → value → documents, ignoring the facet's own filter.
    `total`: documents that meet all filters.
    """

    legs: list[list[Candidate]]
    surface: list[Candidate]
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A title that begins like what was typed."""

    title: str
    url: str
    language: str


class Engine(Protocol):
    """A store. `name` is shown to administrators and written to reports."""

    name: str

    def find(
        self,
        legs: Sequence[Leg],
        surface: Surface | None,
        scope: Scope,
        *,
        counted: Sequence[Leg] | None = None,
        beside: Sequence[Candidate] = (),
        meanwhile: Callable[[Found], None] = lambda found: None,
    ) -> Found:
        """Run all legs at once; raises EngineUnavailable.

        `counted`: legs whose texts the facets count, if at all; `beside`: texts found otherwise, counted with them.
        `meanwhile` is given what was found, as soon as that is known: facets may still be counted.
        """

    def suggest(self, text: str, scope: Scope, limit: int) -> list[Suggestion]:
        """Titles with a word that begins with the last word typed and all the others; raises EngineUnavailable."""


class ScaleOutEngine(Engine, Protocol):
    """A store beside PostgreSQL that must be kept in step with it."""

    def replace(self, object_key: str, rows: Sequence["SearchDocument"], collection: str = "portal") -> None:
        """Put the rows of one thing in place of what is there; raises EngineUnavailable."""

    def stamp(self, row: "SearchDocument") -> str:
        """What a row would be kept under: differs when anything that is kept differs."""

    def stamps(self, collection: str = "portal") -> dict[str, tuple[str, str]]:
        """Key → object key and stamp of everything that is kept; raises EngineUnavailable."""

    def begin(self, collection: str) -> str:
        """Make a new, empty version of a collection's index beside the live one; returns its name."""

    def add(self, index: str, rows: Sequence["SearchDocument"]) -> None:
        """Add rows to a version; raises EngineUnavailable when any was refused."""

    def add_live(self, collection: str, rows: Sequence["SearchDocument"]) -> None:
        """Add rows to the version that answers now; raises EngineUnavailable."""

    def switch(self, collection: str, index: str) -> None:
        """Let the version answer from now on and drop the others."""

    def drop(self, collection: str) -> None:
        """Remove a collection with all versions."""
