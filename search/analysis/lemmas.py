"""Dictionary forms: only the worker and commands call this, never a web process.

There are two ways to hold the same dictionaries. Compressed ones take 110 MB for all languages and are there in two
seconds, but a word they lack takes half a millisecond. Unpacked ones take 770 MB and eight seconds: for thousands of
documents at once.
"""

import unicodedata
from functools import lru_cache

from simplemma.strategies import (
    AffixDecompositionStrategy,
    DefaultStrategy,
    DictionaryLookupStrategy,
    LemmatizationStrategy,
    RulesStrategy,
)
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from search.analysis.folding import fold
from search.analysis.stems import stem

# Snowball joins the English forms its dictionary form does not (children – child), and Latvian has its own stemmer.
_STEMMED = ("lv", "en")


MANY_DOCUMENTS = 500


class InOurLanguages(LemmatizationStrategy):
    """simplemma's own order of strategies, for a plain word without those that none of our languages has.

    Those were half of what a word cost that no dictionary has.
    """

    def __init__(self, *, low_memory: bool) -> None:
        lookup = DictionaryLookupStrategy(LOW_MEMORY_DICTIONARY_FACTORY if low_memory else DEFAULT_DICTIONARY_FACTORY)
        self._usual = DefaultStrategy(low_memory=low_memory)
        self._look_up = lookup.get_lemma
        self._rules = RulesStrategy().get_lemma
        self._affixes = AffixDecompositionStrategy(False, lookup).get_lemma

    def get_lemma(self, token: str, lang: str) -> str | None:
        """The dictionary form; None where it cannot be told."""
        found: str | None
        if token.isalpha() and not token.isnumeric():
            found = self._look_up(token, lang) or self._rules(token, lang) or self._affixes(token, lang)
        else:
            found = self._usual.get_lemma(token, lang)
        return found


_lemmatise = InOurLanguages(low_memory=True).get_lemma


def prepare_for_many() -> None:
    """Use unpacked dictionaries from now on, in this process."""
    global _lemmatise
    _lemmatise = _unpacked().get_lemma


@lru_cache(maxsize=1)
def _unpacked() -> InOurLanguages:
    return InOurLanguages(low_memory=False)


@lru_cache(maxsize=300_000)
def lemma(form: str, language: str) -> str:
    """The key under which a word of a text is kept: its dictionary form, for Latvian and English the stem of it.

    `form` keeps its marks (the dictionaries need them) and may have capitals.
    """
    if language == "lv":
        return stem(fold(form, language), language)
    found = fold(_lemmatise(unicodedata.normalize("NFC", form), language) or form, language)
    if " " in found or not found:
        found = fold(form, language)
    return stem(found, language) if language in _STEMMED else found


def key(form: str, language: str) -> str:
    """The same key for a dictionary form without a dictionary: what a query can do in a web process."""
    folded = fold(form, language)
    return stem(folded, language) if language in _STEMMED else folded
