"""Cuts text into words."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from search.analysis.folding import fold

LONGEST_WORD = 60
# A Finnish case ending after a colon (EU:n) and an English genitive say nothing about the word.
WORD = re.compile(r"[^\W_]+(?::[a-zåäö]{1,5}\b|['’]s\b)?")
_ENDING = re.compile(r"(?::\w+|['’]s)$")


class Word(NamedTuple):
    """A word as it stands in the text (from `start` up to `end`) and in folded form."""

    form: str
    start: int
    end: int


def words(text: str, language: str) -> Iterator[Word]:
    """The words of a text in order. A word longer than 60 letters is cut: it is no word of a language."""
    for match in WORD.finditer(text):
        form = form_of(match.group(), language)[:LONGEST_WORD]
        if form:
            yield Word(form, match.start(), match.end())


def word_spans(text: str, most: int | None = None) -> list[tuple[int, int]]:
    """Where each word begins and ends, nothing folded; of the first `most` words where given."""
    return [match.span() for match in islice(WORD.finditer(text), most)]


def form_of(word: str, language: str) -> str:
    """The folded form of a word as it is written."""
    return fold(_ENDING.sub("", word) if ":" in word or "'" in word or "’" in word else word, language)


def forms(text: str, language: str) -> list[str]:
    """Only the folded forms."""
    return [word.form for word in words(text, language)]
