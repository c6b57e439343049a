"""A light stemmer for Latvian that works on folded text.

Written from the published description of the light stemmer in Apache Lucene (Kreslins, "A stemming algorithm for
Latvian", 1996, reduced to inflection): the longest matching ending of a noun or an adjective is taken off when
enough vowels stay. It differs in two ways. Marks are folded first, so that text typed without them gives the same
stems. And consonants that change before an ending (t – š, d – ž, lj, pj …) are brought to one form at the end of
every stem, because a folded letter no longer shows whether it changed.
"""

_VOWELS = frozenset("aeiou")
# Ending, how many vowels the word needs beyond, may it have changed the consonant before it.
_ENDINGS: tuple[tuple[str, int, bool], ...] = (
    ("ajiem", 3, False),
    ("ajai", 3, False),
    ("ajam", 2, False),
    ("ajos", 2, False),
    ("ajas", 2, False),
    ("iem", 2, True),
    ("aja", 2, False),
    ("ais", 2, False),
    ("ai", 2, False),
    ("ei", 2, False),
    ("am", 1, False),
    ("em", 1, False),
    ("im", 1, False),
    ("um", 1, False),
    ("us", 1, True),
    ("as", 1, False),
    ("es", 1, False),
    ("os", 1, True),
    ("ij", 1, False),
    ("is", 1, False),
    ("ie", 1, False),
    ("u", 1, True),
    ("a", 1, True),
    ("i", 1, True),
    ("e", 1, False),
    ("o", 1, False),
    ("s", 0, False),
)
_SOFTENED = ("pj", "bj", "mj", "vj")


def stem(word: str) -> str:
    """The stem of a folded word; a word too short to have an ending is returned as it is."""
    vowels = sum(letter in _VOWELS for letter in word)
    for ending, needed, softens in _ENDINGS:
        if vowels > needed and len(word) >= len(ending) + 3 and word.endswith(ending):
            return _harden(word[: -len(ending)], softens)
    return word


def _harden(stem_: str, softens: bool) -> str:
    if softens and stem_.endswith(_SOFTENED):
        return stem_[:-1]
    return stem_
