"""Leg C: texts with a passage that means the like of the question. Ranks only: no similarity makes a text an answer."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from search.engines.base import Candidate, Scope
from search.engines.postgres import among
from search.expansion import TermBase
from search.languages import ENGLISH
from search.legs import Understood
from search.semantic import memory
from search.semantic.embedding import Embedder
from search.semantic.vectors import Matrix, Vector, mean

logger = logging.getLogger(__name__)
NEAREST = 10
# So many of each language are looked at before all are: most readers may see most texts.
CONSIDERED = 60


@dataclass(frozen=True)
class Nearest:
    """The nearest texts of each language, best first, and how near each is (its key → cosine)."""

    candidates: list[Candidate] = field(default_factory=list)
    similarity: dict[str, float] = field(default_factory=dict)


NOTHING = Nearest()


def nearest(understood: Understood, base: TermBase, scope: Scope, version: int, embedder: Embedder | None) -> Nearest:
    """What lies nearest of what the scope allows. Nothing without an embedder, and where words must stand together."""
    if embedder is None or understood.query.is_empty or understood.query.phrases:
        return NOTHING
    try:
        vector = meaning(understood, base, embedder)
    except Exception:
        # An extra must not take the search down with it.
        logger.exception("A question could not be turned into a vector")
        return NOTHING
    vectors = memory.vectors_of(scope.collection, version, embedder.name, len(vector))
    return _allowed(vectors, vector, scope) if vectors else NOTHING


def meaning(understood: Understood, base: TermBase, embedder: Embedder) -> Vector:
    """The mean of the question and its English gloss, where it has one."""
    texts = dict.fromkeys((understood.query.wanted, gloss(understood, base)))
    return mean([_vector(embedder, text) for text in texts if text])


def gloss(understood: Understood, base: TermBase) -> str:
    """What the question's concepts are called in English, in the order of the question; empty without a concept."""
    if understood.language == ENGLISH:
        return ""
    named = (base.concepts.get(match.concepts[0]) for match in understood.matches)
    return " ".join(dict.fromkeys(concept.label(ENGLISH) for concept in named if concept))


@lru_cache(maxsize=2000)
def _vector(embedder: Embedder, text: str) -> Vector:
    return embedder([text], asked=True)[0]


def _allowed(vectors: memory.Vectors, vector: Vector, scope: Scope) -> Nearest:
    """The first of every language that the scope lets through; all are looked at where the first ones do not do."""
    ordered = _ordered(vectors.matrix, vector, vectors.languages, scope.languages)
    first = {language: found[:CONSIDERED] for language, found in ordered.items()}
    allowed = among([document for found in first.values() for document, _near in found], scope)
    if any(
        len(found) > CONSIDERED and sum(document in allowed for document, _near in first[language]) < NEAREST
        for language, found in ordered.items()
    ):
        allowed = among([document for found in ordered.values() for document, _near in found], scope)
    chosen = [
        (allowed[document], near)
        for found in ordered.values()
        for document, near in [pair for pair in found if pair[0] in allowed][:NEAREST]
    ]
    return Nearest([candidate for candidate, _near in chosen], {candidate.key: near for candidate, near in chosen})


def _ordered(
    matrix: Matrix, vector: Vector, languages: dict[int, str], wanted: Iterable[str]
) -> dict[str, list[tuple[int, float]]]:
    """Documents by language, the nearest first."""
    found: dict[str, list[tuple[int, float]]] = {language: [] for language in wanted}
    for document, near in matrix.similarities(vector).items():
        if (language := languages[document]) in found:
            found[language].append((document, near))
    return {language: sorted(pairs, key=lambda pair: (-pair[1], pair[0])) for language, pairs in found.items()}
