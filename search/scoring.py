"""How well a document answers a query: BM25F over lemmas; no Django.

Formula: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), simple BM25F. What
differs: a *unit* (a word of the query, or a concept with all its terms) is one term of the formula; its alternatives
add up their occurrences by weight before saturation, so that a text that names a thing in five ways is not counted
as if it were about five things.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import log

K1 = 1.2
FIELDS = ("title", "summary", "text")
WEIGHT = {"title": 3.0, "summary": 1.6, "text": 1.0}
LENGTH = {"title": 0.3, "summary": 0.4, "text": 0.5}
# A document counts as an answer when the units it has carry this part of the query's information.
ENOUGH = 0.34
MOST_UNITS_TO_COMBINE = 6
GAP = "  "
SEPARATOR = "\x1f"
# What tokens that are no lemmas begin with: stems, parts of compounds, beginnings.
EXTRA = "~+^"
# How much a lacking unit costs; from so many weighted occurrences on a unit counts as there.
COVERAGE = 0.5
PRESENT = 0.3


@dataclass(frozen=True)
class Alternative:
    """Consecutive tokens a unit may appear as; `label` is what a reader is told it was found by."""

    tokens: tuple[str, ...]
    weight: float = 1.0
    label: str = ""
    narrower: bool = False

    @cached_property
    def pattern(self) -> str:
        """The text to count in a field's stored tokens."""
        return f" {GAP.join(self.tokens)} "


@dataclass(frozen=True)
class Unit:
    """One thing the query asks for. `idf` is set once the texts' statistics are known; 0 means nowhere found."""

    name: str
    alternatives: tuple[Alternative, ...]
    idf: float = 0.0
    required: bool = False


@dataclass(frozen=True)
class Statistics:
    """Of all texts in one language: how many, mean field lengths, and in how many each token occurs."""

    documents: int = 0
    lengths: Mapping[str, float] = field(default_factory=dict)
    frequency: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tokens:
    """Stored tokens of a text, a string per field: lemmas and extras, each between spaces and two apart."""

    lemmas: Mapping[str, str]
    extras: Mapping[str, str]
    lengths: Mapping[str, int]


def inverse_frequency(documents: int, frequency: int) -> float:
    """BM25's idf with the one added that keeps it positive (as Lucene has it)."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def weigh(units: Iterable[Unit], statistics: Statistics) -> list[Unit]:
    """The units with their idf; those that occur nowhere have 0.

    A unit is as frequent as its most frequent full alternative: rare synonyms do not make a common thing rare.
    """
    weighed = []
    for unit in units:
        frequency = 0
        for alternative in unit.alternatives:
            if alternative.weight > 0.5 or not frequency:
                rarest = min(statistics.frequency.get(token, 0) for token in alternative.tokens)
                frequency = max(frequency, rarest)
        idf = inverse_frequency(max(statistics.documents, frequency), frequency) if frequency else 0.0
        weighed.append(Unit(unit.name, unit.alternatives, idf, unit.required))
    return weighed


def sufficient(units: Sequence[Unit]) -> list[tuple[int, ...]]:
    """The smallest sets of units a document must have: enough information, and every required unit.

    Positions refer to `units`; units that occur nowhere are left out. Empty when nothing can be found.
    """
    present = [n for n, unit in enumerate(units) if unit.idf > 0]
    if any(unit.required and unit.idf == 0 for unit in units):
        return []
    required = {n for n in present if units[n].required}
    present = sorted(sorted(present, key=lambda n: -units[n].idf)[:MOST_UNITS_TO_COMBINE])
    if len(required) == len(units):
        return [tuple(sorted(required))] if required else []
    needed = ENOUGH * sum(units[n].idf for n in present) * 0.999
    found: list[tuple[int, ...]] = []
    for size in range(1, len(present) + 1):
        for chosen in combinations(present, size):
            wanted = required | set(chosen)
            if sum(units[n].idf for n in wanted) < needed or any(set(other) <= wanted for other in found):
                continue
            found.append(tuple(sorted(wanted)))
    return found


class Scorer:
    """BM25F of documents for these units, less for each unit one lacks; 0 when it has none of them.

    Called with stored tokens as `records.pack` writes them, or with their beginning. A word is looked for without the
    space after it first, which takes a third of the time: what ends with a space is compared with every word's end.
    """

    def __init__(self, units: Sequence[Unit], statistics: Statistics) -> None:
        self._asked = sum(unit.idf for unit in units)
        self._units = [
            (
                unit.idf,
                [(a.pattern[:-1], a.pattern, a.weight, a.tokens[0][0] in EXTRA) for a in unit.alternatives],
            )
            for unit in units
            if unit.idf > 0
        ]
        usual = [statistics.lengths.get(name) or 1.0 for name in FIELDS]
        self._fields = [
            (place, WEIGHT[name], 1 - LENGTH[name], LENGTH[name], usual[place]) for place, name in enumerate(FIELDS)
        ]

    def __call__(self, packed: str) -> float:
        lengths, *stored = packed.split(SEPARATOR)
        # Each word is looked for only where its kind stands: lemmas apart from the rest.
        lemmas, extras = stored[::2], stored[1::2]
        total, covered = 0.0, 0.0
        for idf, alternatives in self._units:
            counted = [0.0] * len(FIELDS)
            for beginning, pattern, weight, extra in alternatives:
                for place, text in enumerate(extras if extra else lemmas):
                    if beginning in text:
                        counted[place] += weight * text.count(pattern)
            if any(counted):
                number = self._occurrences(counted, lengths.split(","))
                total += idf * number * (K1 + 1) / (number + K1)
                covered += idf * min(number / PRESENT, 1.0)
        return total * (1 - COVERAGE + COVERAGE * covered / self._asked) if total else 0.0

    def _occurrences(self, counted: Sequence[float], lengths: Sequence[str]) -> float:
        """A unit's number of occurrences over all fields, lengths taken into account."""
        total = 0.0
        for place, weight, fixed, relative, usual in self._fields:
            if counted[place]:
                total += weight * counted[place] / (fixed + relative * int(lengths[place] or 0) / usual)
        return total
