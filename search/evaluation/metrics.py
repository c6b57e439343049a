"""Metrics of ranked retrieval; no Django. Definitions as in Manning, Raghavan, Schütze, "Introduction to
Information Retrieval" (2008), chapter 8.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

DEPTH = 10
KEYS = ("mrr_at_10", "hit_at_1", "recall_at_10", "precision_at_r")


@dataclass(frozen=True)
class Judged:
    """One query's ranking and what is relevant to it (never empty)."""

    ranking: Sequence[str]
    relevant: Collection[str]


def reciprocal_rank(judged: Judged, depth: int = DEPTH) -> float:
    """1 / rank of the first relevant result among the first `depth`, else 0."""
    for rank, key in enumerate(judged.ranking[:depth], start=1):
        if key in judged.relevant:
            return 1 / rank
    return 0.0


def hit(judged: Judged) -> float:
    """Is the first result relevant?"""
    return float(bool(judged.ranking) and judged.ranking[0] in judged.relevant)


def recall(judged: Judged, depth: int = DEPTH) -> float:
    """The part of the relevant results among the first `depth`; of more than `depth` relevant ones only `depth` fit."""
    found = len(set(judged.ranking[:depth]) & set(judged.relevant))
    return found / min(len(set(judged.relevant)), depth)


def precision_at_r(judged: Judged) -> float:
    """The part of relevant results among the first R, where R is how many there are."""
    size = len(set(judged.relevant))
    return len(set(judged.ranking[:size]) & set(judged.relevant)) / size


def summary(queries: Iterable[Judged]) -> dict[str, float]:
    """The mean of every metric over the queries; zeros when there are none."""
    rows = [(reciprocal_rank(q), hit(q), recall(q), precision_at_r(q)) for q in queries]
    if not rows:
        return dict.fromkeys(KEYS, 0.0)
    return {key: round(sum(row[n] for row in rows) / len(rows), 4) for n, key in enumerate(KEYS)}


def mean(summaries: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of summaries, each counted once."""
    if not summaries:
        return dict.fromkeys(KEYS, 0.0)
    return {key: round(sum(s[key] for s in summaries) / len(summaries), 4) for key in KEYS}


def percentile(values: Sequence[float], part: float) -> float:
    """The nearest-rank percentile, 0 < part ≤ 100; 0 for no values."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(ceil(part / 100 * len(ordered)), 1) - 1]


def overlap(first: Sequence[str], second: Sequence[str], depth: int = DEPTH) -> float:
    """How much two rankings share of their first `depth`: shared ÷ the longer of the two; 1 when both are empty."""
    one, two = set(first[:depth]), set(second[:depth])
    longer = max(len(one), len(two))
    return len(one & two) / longer if longer else 1.0
