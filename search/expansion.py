"""From the words of a query to concepts, and from concepts to their terms in another language; no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from search.analysis.lemmas import key
from search.analysis.stems import stem
from search.analysis.words import forms

LONGEST_TERM = 5
MOST_TERMS = 12
NARROWER = 0.7
PREFERRED, SYNONYM, HIDDEN, DEPRECATED = "preferred", "synonym", "hidden", "deprecated"
# A hidden or deprecated term is understood when typed; texts are not searched for it.
WEIGHTS = {PREFERRED: 1.0, SYNONYM: 0.9}
Keys = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class TermEntry:
    """A term with the lemmas of its words (as texts store them)."""

    text: str
    language: str
    kind: str
    lemmas: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class ConceptEntry:
    """A concept with its terms in all languages and its neighbours."""

    key: str
    terms: tuple[TermEntry, ...]
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """The preferred term of a language, else the English, else the key."""
        for code in (language, "en"):
            for term in self.terms:
                if term.language == code and term.kind == PREFERRED:
                    return term.text
        return self.key


@dataclass(frozen=True, kw_only=True)
class Match:
    """The words from `start` up to `end` name these concepts."""

    start: int
    end: int
    concepts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Expansion:
    """A term to look for in place of a concept. `narrower`: it belongs to a narrower concept."""

    lemmas: tuple[str, ...]
    text: str
    weight: float
    narrower: bool = False


@dataclass
class TermBase:
    """All concepts in memory, ready for look-up. Made anew when a term changes; safe to share between threads."""

    concepts: Mapping[str, ConceptEntry]
    _index: dict[str, dict[tuple[str, ...], list[str]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """A concept that is properly called so keeps out those for which it is a synonym: bēglis, not bēgle."""
        named: set[tuple[str, tuple[str, ...]]] = set()
        for preferred in (True, False):
            for concept in self.concepts.values():
                for term in concept.terms:
                    if (term.kind == PREFERRED) is preferred:
                        self._enter(concept.key, term, named)

    def _enter(self, concept: str, term: TermEntry, named: set[tuple[str, tuple[str, ...]]]) -> None:
        for keys in term_keys(term):
            place = (term.language, keys)
            if term.kind == PREFERRED:
                named.add(place)
            elif place in named:
                continue
            found = self._index.setdefault(term.language, {}).setdefault(keys, [])
            if concept not in found:
                found.append(concept)

    def match(self, words: Sequence[Keys], language: str) -> list[Match]:
        """Concepts named by runs of up to five words: the longest first, no word used twice, in order of the words.

        Each word is given by all keys it may be known by (lemma, stems).
        """
        index = self._index.get(language, {})
        taken = [False] * len(words)
        found = []
        for length in range(min(LONGEST_TERM, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                if any(taken[start : start + length]):
                    continue
                concepts = dict.fromkeys(
                    concept
                    for keys in product(*(sorted(word) for word in words[start : start + length]))
                    for concept in index.get(keys, ())
                )
                if concepts:
                    taken[start : start + length] = [True] * length
                    found.append(Match(start=start, end=start + length, concepts=tuple(concepts)))
        return sorted(found, key=lambda match: match.start)

    def expand(self, concepts: Iterable[str], language: str) -> list[Expansion]:
        """The terms of these concepts in a language: own terms, and those of narrower concepts at 0.7.

        At most twelve, no term twice; up to half of the room is kept for the names of narrower concepts.
        """
        own = [c for c in (self.concepts.get(key) for key in concepts) if c]
        below = [n for c in own for n in (self.concepts.get(key) for key in c.narrower) if n]
        names, synonyms = _terms(own, language, PREFERRED), _terms(own, language, SYNONYM)
        room = MOST_TERMS - len(names)
        ordered = [
            *((term, 1.0) for term in (*names, *synonyms[: max(room - min(len(below), room // 2), 0)])),
            *((term, NARROWER) for term in _terms(below, language, PREFERRED)),
            *((term, 1.0) for term in synonyms),
            *((term, NARROWER) for term in _terms(below, language, SYNONYM)),
        ]
        found: dict[tuple[str, ...], Expansion] = {}
        for term, factor in ordered:
            weight = WEIGHTS[term.kind] * factor * term.weight
            found.setdefault(
                term.lemmas, Expansion(lemmas=term.lemmas, text=term.text, weight=weight, narrower=factor < 1)
            )
        return list(found.values())[:MOST_TERMS]

    def words(self, language: str) -> set[str]:
        """Every single lemma of the terms of a language: parts of compounds."""
        return {
            lemma
            for concept in self.concepts.values()
            for term in concept.terms
            if term.language == language
            for lemma in term.lemmas
        }


def _terms(concepts: Iterable[ConceptEntry], language: str, kind: str) -> list[TermEntry]:
    return [
        term
        for concept in concepts
        for term in concept.terms
        if term.language == language and term.kind == kind and term.lemmas
    ]


def term_keys(term: TermEntry) -> set[tuple[str, ...]]:
    """The keys a term is found under: its lemmas, the stems of its forms, the stems of its lemmas."""
    written = forms(term.text, term.language)
    return {
        keys
        for keys in (
            term.lemmas,
            tuple(stem(form, term.language) for form in written),
            tuple(stem(lemma, term.language) for lemma in term.lemmas),
        )
        if 0 < len(keys) <= LONGEST_TERM
    }


def word_keys(form: str, language: str, known_lemmas: Iterable[str] = ()) -> Keys:
    """The keys a word of a query may be known by: its form, its stem, the lemmas texts have it under, their stems."""
    lemmas = {key(form, language), *known_lemmas}
    return frozenset(lemmas | {stem(lemma, language) for lemma in lemmas} | {stem(form, language)})
