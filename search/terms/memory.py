"""The term base as queries use it: read once, kept in the process until a term or the texts change."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from search.expansion import ConceptEntry, Expansion, TermBase, TermEntry
from search.legs import term_alternatives
from search.models import Concept, Promotion
from search.scoring import Alternative
from search.statistics import frequencies


@dataclass(frozen=True)
class Terms:
    """The term base, how often its tokens occur in a collection by language, and what is promoted for a concept."""

    base: TermBase
    frequency: Mapping[str, Mapping[str, int]]
    promoted: Mapping[str, tuple[str, ...]]
    _alternatives: dict[tuple[tuple[str, ...], str], tuple[Alternative, ...] | None] = field(default_factory=dict)

    def alternatives(self, concepts: tuple[str, ...], language: str) -> tuple[Alternative, ...] | None:
        """What these concepts are looked for by in a language; None where they have no term in it.

        What no text has is not looked for: that would be most of the words. Kept, because the same concepts come again.
        """
        place = (concepts, language)
        try:
            return self._alternatives[place]
        except KeyError:
            if len(self._alternatives) >= MOST_KEPT:
                self._alternatives.clear()
            made = self._alternatives[place] = self._made(concepts, language)
            return made

    def _made(self, concepts: tuple[str, ...], language: str) -> tuple[Alternative, ...] | None:
        occurring = self.frequency.get(language, {})
        found: dict[tuple[str, ...], Alternative] = {}
        expansions = self.base.expand(concepts, language)
        for expansion in expansions:
            for alternative in term_alternatives(expansion, language):
                if all(token in occurring for token in alternative.tokens):
                    found.setdefault(alternative.tokens, alternative)
        return tuple(found.values()) if expansions else None


# Of this many questions' concepts, in one language each.
MOST_KEPT = 10_000
_lock = threading.Lock()
_bases: dict[int, tuple[TermBase, dict[str, tuple[str, ...]]]] = {}
_terms: dict[str, tuple[tuple[int, int], Terms]] = {}


def terms_of(collection: str, version: int, terms_version: int) -> Terms:
    """What is in memory for these versions; read anew when either differs."""
    stamp = (version, terms_version)
    kept = _terms.get(collection)
    if kept and kept[0] == stamp:
        return kept[1]
    with _lock:
        if terms_version not in _bases:
            _bases.clear()
            _bases[terms_version] = (load(), _promotions())
        base, promoted = _bases[terms_version]
        terms = Terms(base, _by_language(frequencies(collection, tokens_of(base))), promoted)
        _terms[collection] = (stamp, terms)
        return terms


def _by_language(frequency: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (language, token), number in frequency.items():
        found.setdefault(language, {})[token] = number
    return found


def forget(collection: str | None = None) -> None:
    """Drop what is kept: of one collection, or all (tests roll versions back)."""
    if collection is None:
        _bases.clear()
        _terms.clear()
    else:
        _terms.pop(collection, None)


def tokens_of(base: TermBase) -> set[tuple[str, str]]:
    """Every token a concept's terms may be looked for by."""
    return {
        (term.language, token)
        for concept in base.concepts.values()
        for term in concept.terms
        if term.lemmas
        for alternative in term_alternatives(Expansion(lemmas=term.lemmas, text="", weight=1.0), term.language)
        for token in alternative.tokens
    }


def load() -> TermBase:
    """The stored term base."""
    return TermBase({concept.key: entry(concept) for concept in Concept.objects.whole()})


def entry(concept: Concept) -> ConceptEntry:
    """A stored concept for the pure part."""
    return ConceptEntry(
        key=concept.key,
        terms=tuple(
            TermEntry(
                text=term.text, language=term.language, kind=term.kind, lemmas=tuple(term.lemmas), weight=term.weight
            )
            for term in concept.terms.all()
        ),
        broader=tuple(sorted(other.key for other in concept.broader.all())),
        narrower=tuple(sorted(other.key for other in concept.narrower.all())),
        related=tuple(sorted(other.key for other in concept.related.all())),
    )


def _promotions() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, object_key in Promotion.objects.order_by("pk").values_list("concept__key", "object_key"):
        found[key] = (*found.get(key, ()), object_key)
    return found
