"""Suggestions while somebody types: concepts of the term base and titles of documents."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from search import engines, statistics
from search.analysis.folding import plain
from search.engines.base import EngineUnavailable, Scope
from search.expansion import HIDDEN, PREFERRED
from search.terms.memory import terms_of

CONCEPT, TITLE = "concept", "title"
MOST_CONCEPTS = 3


@dataclass(frozen=True)
class Suggested:
    """A line of the list. A concept leads to its search, a title to the document."""

    text: str
    url: str
    kind: str
    language: str


def suggestions(text: str, scope: Scope, limit: int) -> list[Suggested]:
    """Concepts first (at most three), then titles; only what the reader may see."""
    found = _concepts(plain(text), scope)[:MOST_CONCEPTS]
    try:
        titles = engines.engine().suggest(text, scope, limit - len(found))
    except EngineUnavailable:
        titles = engines.in_postgres().suggest(text, scope, limit - len(found))
    return [*found, *(Suggested(t.title, t.url, TITLE, t.language) for t in titles)]


def _concepts(typed: str, scope: Scope) -> list[Suggested]:
    """Concepts with a term in the reader's language that begins like what was typed, or has a word that does."""
    known = statistics.known(scope.collection, (), ())
    base = terms_of(scope.collection, known.version, known.terms_version).base
    language = scope.reading or "lv"
    ranked = []
    for concept in base.concepts.values():
        places = [
            _place(plain(term.text), typed, preferred=term.kind == PREFERRED)
            for term in concept.terms
            if term.language == language and term.kind != HIDDEN
        ]
        best = min((place for place in places if place is not None), default=None)
        if best is not None:
            ranked.append((best, len(concept.label(language)), concept.label(language)))
    address = reverse("search:search")
    return [
        Suggested(label, f"{address}?{urlencode({'q': label})}", CONCEPT, language)
        for _place, _length, label in sorted(ranked)
    ]


def _place(term: str, typed: str, *, preferred: bool) -> int | None:
    """0: the name begins so; 1: another term does; 2: a later word does."""
    if term.startswith(typed):
        return 0 if preferred else 1
    return 2 if f" {typed}" in term else None
