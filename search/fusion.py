"""Weighted reciprocal rank fusion inside each language, then a merge of the languages by rank. No Django.

Reciprocal rank fusion: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank
Learning Methods", SIGIR 2009, with their k = 60. Ranks are comparable between legs, scores are not.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

K = 60


@dataclass(frozen=True)
class Ranked[Key: Hashable]:
    """One leg's answer in one language, best first, with the leg's weight. The first `skip` keys keep their rank
    but are not counted."""

    keys: Sequence[Key]
    weight: float
    skip: int = 0


class Placed[Key: Hashable](NamedTuple):
    """A result with its fused score and its rank in its language (from 0)."""

    key: Key
    language: str
    score: float
    rank: int


def fuse[Key: Hashable](legs: Iterable[Ranked[Key]], k: int = K) -> list[tuple[Key, float]]:
    """Keys with the sum of weight / (k + rank) over the legs that found them, best first.

    Equal sums keep the order in which the legs named them, so the same answer comes every time.
    """
    scores: dict[Key, float] = {}
    for leg in legs:
        for rank, key in enumerate(dict.fromkeys(leg.keys), start=1):
            if rank > leg.skip:
                scores[key] = scores.get(key, 0.0) + leg.weight / (k + rank)
    return sorted(scores.items(), key=itemgetter(1), reverse=True)


def merge[Key: Hashable](
    languages: Mapping[str, Sequence[tuple[Key, float]]],
    strength: Mapping[Key, float] | None = None,
) -> list[Placed[Key]]:
    """All languages in one list: every language's first, then every second, and so on.

    Among results of the same rank the one with the greater `strength` (a score that can be compared between
    languages) comes first, then the greater fused score, then the order in which the languages were given.
    """
    strength = strength or {}
    placed = [
        (rank, -strength.get(key, 0.0), -score, position, Placed(key, language, score, rank))
        for position, (language, fused) in enumerate(languages.items())
        for rank, (key, score) in enumerate(fused)
    ]
    # No two have the same rank and position.
    return [found for *_order, found in sorted(placed)]
