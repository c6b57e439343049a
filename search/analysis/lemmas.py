"""Dictionary forms. Loads 9 – 366 MB per language: only the worker and commands call this, never a web process."""

from functools import lru_cache

import simplemma

from search.analysis.folding import fold
from search.analysis.stems import stem

# Snowball joins the English forms its dictionary form does not (children – child), and Latvian has its own stemmer.
_STEMMED = ("lv", "en")


@lru_cache(maxsize=300_000)
def lemma(form: str, language: str) -> str:
    """The key under which a word of a text is kept: its dictionary form, for Latvian and English the stem of it.

    `form` keeps its marks (the dictionaries need them) and may have capitals.
    """
    if language == "lv":
        return stem(fold(form, language), language)
    found = fold(simplemma.lemmatize(form, lang=language), language)
    if " " in found or not found:
        found = fold(form, language)
    return stem(found, language) if language in _STEMMED else found


def key(form: str, language: str) -> str:
    """The same key for a dictionary form without a dictionary: what a query can do in a web process."""
    folded = fold(form, language)
    return stem(folded, language) if language in _STEMMED else folded
