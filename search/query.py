"""What a person typed, taken apart; no Django.

`"words in quotation marks"` must stand together, `-word` must not occur, everything else is looked for.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from search.analysis.words import forms
from search.languages import LANGUAGES

LONGEST = 200
MOST_WORDS = 16
_QUOTED = re.compile(r'["„“”«»‟″]([^"„“”«»‟″]*)["„“”«»‟″]')
_EXCLUDED = re.compile(r"(?:^|\s)[-−](\w[\w-]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


@dataclass(frozen=True, kw_only=True)
class Query:
    """`text`: what was typed, tidied. `plain`: without quoted and excluded words; `phrases` and `excluded` as typed."""

    text: str
    plain: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """Everything that is looked for, in the order: plain words, then the phrases' words."""
        return " ".join(part for part in (self.plain, *self.phrases) if part)

    @property
    def is_empty(self) -> bool:
        """Is there no word to look for?"""
        return not any(character.isalnum() for character in self.wanted)


def normalise(text: str) -> str:
    """One form of every letter, single spaces, no control characters, at most 200 characters."""
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())[:LONGEST].strip()


def parse(text: str) -> Query:
    """Never fails: marks that have no partner are ordinary characters."""
    tidy = normalise(text)
    phrases = tuple(found for found in (" ".join(p.split()) for p in _QUOTED.findall(tidy)) if found)
    rest = _QUOTED.sub(" ", tidy)
    excluded = tuple(dict.fromkeys(_EXCLUDED.findall(rest)))
    plain = _EXCLUDED.sub(" ", rest)
    return Query(text=tidy, plain=" ".join(plain.split()[:MOST_WORDS]), phrases=phrases[:4], excluded=excluded[:8])


@dataclass(frozen=True)
class Guess:
    """The language a query is read in and how many of its words that language knows."""

    language: str
    known: int
    words: int = field(default=0)


def guess_language(text: str, known: Mapping[str, frozenset[str]], preferred: str) -> Guess:
    """The language that knows most of the words; among equals the preferred one, then the order of LANGUAGES.

    `known[language]`: those folded forms of the query that the portal's texts or terms have in that language.
    Marks on letters play no part, so a query without them is read in the same language.
    """
    guesses = []
    for language in (preferred, *(code for code in LANGUAGES if code != preferred)):
        found = forms(text, language)
        guesses.append(Guess(language, sum(form in known.get(language, frozenset()) for form in found), len(found)))
    return max(guesses, key=lambda guess: guess.known)
