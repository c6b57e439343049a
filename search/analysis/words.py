"""Cuts text into words."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from search.analysis.folding import fold

LONGEST_WORD = 60
# A Finnish case ending after a colon (EU:n) and an English genitive say nothing about the word.
_WORD = r"[^\W_]++(?::[a-zåäö]{1,5}\b|['’]s\b)?+"
WORD = re.compile(_WORD)
# So many words at once, the most first: what is only gone past need not be taken out.
_MANY = [(number, re.compile(rf"(?:[\W_]*+{_WORD}){{{number}}}+")) for number in (512, 64, 8, 1)]
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


def word_spans(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """Where the words at these places, in order, begin and end; nothing is folded."""
    spans = []
    number = at = 0
    for place in places:
        for many, words_ in _MANY:
            while place - number >= many and (past := words_.match(text, at)):
                number, at = number + many, past.end()
        if number < place or not (found := WORD.search(text, at)):
            break
        spans.append(found.span())
        number, at = place + 1, found.end()
    return spans


def form_of(word: str, language: str) -> str:
    """The folded form of a word as it is written."""
    return fold(_ENDING.sub("", word) if ":" in word or "'" in word or "’" in word else word, language)


def forms(text: str, language: str) -> list[str]:
    """Only the folded forms."""
    return [word.form for word in words(text, language)]
