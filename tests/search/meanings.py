"""A small embedder for tests: words of several languages that mean the like point the same way."""

from collections.abc import Sequence
from math import sqrt

from search.analysis.folding import plain

MEANINGS = (
    ("housing", "majok", "pajumt", "asun", "bostad", "woning", "stanovan", "lakas"),
    ("language", "valod", "kiel", "sprak", "taal", "jezik", "nyelv"),
    ("school", "skol", "koul", "onderwijs", "sol", "iskol"),
    ("work", "darb", "tyo", "arbet", "werk", "delo", "munka"),
)
# The last number is what all texts have in common: like a real one's, vectors are never far apart.
COMMON = 0.5


class Meanings:
    """Counts the words of each meaning. `asked`: how many texts it was given."""

    name = "meanings-1"

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, texts: Sequence[str], *, asked: bool) -> list[list[float]]:
        self.asked += len(texts)
        return [_unit([_count(text, group) for group in MEANINGS] + [COMMON]) for text in texts]


def _count(text: str, group: tuple[str, ...]) -> float:
    return float(sum(word.startswith(group) for word in plain(text).split()))


def _unit(vector: list[float]) -> list[float]:
    length = sqrt(sum(number * number for number in vector))
    return [number / length for number in vector]
