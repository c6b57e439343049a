"""One way to stem each language: our own light stemmers for Latvian and Slovenian, Snowball for the others."""

import threading
from functools import lru_cache
from typing import Protocol

import snowballstemmer

from search.analysis import latvian, slovenian
from search.languages import LANGUAGES


class Stemmer(Protocol):
    """What Snowball's stemmers offer."""

    def stemWord(self, word: str) -> str: ...


# A Snowball stemmer keeps the word it works on in itself: each thread needs its own.
_own = threading.local()


def _snowball(name: str) -> Stemmer:
    if not hasattr(_own, name):
        setattr(_own, name, snowballstemmer.stemmer(name))
    stemmer: Stemmer = getattr(_own, name)
    return stemmer


@lru_cache(maxsize=200_000)
def stem(form: str, language: str) -> str:
    """The stem of a folded form."""
    if language == "lv":
        return latvian.stem(form)
    if language == "sl":
        return slovenian.stem(form)
    name = LANGUAGES[language].snowball
    return _snowball(name).stemWord(form) if name else form
