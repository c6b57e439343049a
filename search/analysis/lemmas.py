"""Dictionary forms: only the worker and commands call this, never a web process.

There are two ways to hold the same dictionaries. Compressed ones take 110 MB for all languages and are there in two
seconds, but a word they lack takes half a millisecond. Unpacked ones take 770 MB and eight seconds: for thousands of
documents at once.
"""

from functools import lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy

from search.analysis.folding import fold
from search.analysis.stems import stem

# Snowball joins the English forms its dictionary form does not (children – child), and Latvian has its own stemmer.
_STEMMED = ("lv", "en")


MANY_DOCUMENTS = 500
_lemmatizer = Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True))


def prepare_for_many() -> None:
    """Use unpacked dictionaries from now on, in this process."""
    global _lemmatizer
    _lemmatizer = _unpacked()


@lru_cache(maxsize=1)
def _unpacked() -> Lemmatizer:
    return Lemmatizer()


@lru_cache(maxsize=300_000)
def lemma(form: str, language: str) -> str:
    """The key under which a word of a text is kept: its dictionary form, for Latvian and English the stem of it.

    `form` keeps its marks (the dictionaries need them) and may have capitals.
    """
    if language == "lv":
        return stem(fold(form, language), language)
    found = fold(_lemmatizer.lemmatize(form, lang=language), language)
    if " " in found or not found:
        found = fold(form, language)
    return stem(found, language) if language in _STEMMED else found


def key(form: str, language: str) -> str:
    """The same key for a dictionary form without a dictionary: what a query can do in a web process."""
    folded = fold(form, language)
    return stem(folded, language) if language in _STEMMED else folded
