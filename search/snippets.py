"""The passage of a text that shows why it was found, with the words to mark; no Django.

Marks follow lemmas: the stored tokens say which dictionary form each word of the text has, so an inflected word is
marked although the reader typed another form.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.analysis.words import WORD
from search.scoring import GAP

USUAL_LENGTH = 260
_SENTENCE_END = ".!?…"
_BEGINNING = re.compile(r"(?<![^\W_])[^\W_]")
# Where a word begins and ends in its text.
Span = tuple[int, int]


class Piece(NamedTuple):
    """A run of text and whether it is to be marked."""

    text: str
    marked: bool = False


def marked(lemmas: str, patterns: Iterable[str], most: int) -> list[int]:
    """Positions of the first words that belong to an occurrence of a pattern in a field's stored lemmas.

    Nothing is taken apart: where an occurrence stands among the words is how many gaps are before it.
    """
    starts = []
    for pattern in patterns:
        at, found = lemmas.find(pattern), 0
        while at >= 0 and found < most:
            starts.append((at, pattern.count(GAP) + 1))
            at, found = lemmas.find(pattern, at + 1), found + 1
    places: set[int] = set()
    word = before = 0
    for at, length in sorted(starts):
        word += lemmas.count(GAP, before, at + 1)
        before = at
        places.update(range(word, word + length))
        if len(places) >= most:
            break
    return sorted(places)[:most]


def passage(text: str, marks: Sequence[Span], length: int = USUAL_LENGTH) -> list[Piece]:
    """The stretch of about `length` characters with most different marked words, cut at words, marks shown.

    Without a mark the beginning of the text. The pieces joined are that stretch, with … where text was left out.
    """
    start, end = _window(text, marks, length)
    pieces = [Piece("… ")] if start > 0 else []
    position = start
    for begins, ends in marks:
        if begins < position or ends > end:
            continue
        if begins > position:
            pieces.append(Piece(text[position:begins]))
        pieces.append(Piece(text[begins:ends], marked=True))
        position = ends
    if position < end:
        pieces.append(Piece(text[position:end]))
    if end < len(text.rstrip()):
        pieces.append(Piece(" …"))
    return _joined(pieces)


def _window(text: str, marks: Sequence[Span], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    anchor, best_count = 0, 0
    for index, (first, _ends) in enumerate(marks):
        if len(marks) - index <= best_count:
            break
        reach = first + length * 2 // 3
        inside = {text[begins:ends] for begins, ends in marks[index:] if ends <= reach}
        if len(inside) > best_count:
            anchor, best_count = first, len(inside)
    start = _sentence_start(text, anchor, length)
    if start < anchor - length // 2 and (word := _BEGINNING.search(text, max(0, anchor - length // 4))):
        start = word.start()
    limit = start + length
    if limit >= len(text):
        return start, len(text)
    return start, max(
        (found.end() for found in WORD.finditer(text, start, limit + 1) if found.end() <= limit), default=limit
    )


def _sentence_start(text: str, anchor: int, length: int) -> int:
    for position in range(anchor - 1, max(0, anchor - length), -1):
        if text[position - 1] in _SENTENCE_END and text[position].isspace() and not text[position + 1].islower():
            return position + 1  # not after "2016." in "2016. gada"
    return 0 if anchor < length else anchor - length


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbouring marked words become one mark together with the space between them."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.marked and len(joined) >= 2 and joined[-1].text.isspace() and joined[-2].marked:
            space = joined.pop()
            before = joined.pop()
            joined.append(Piece(before.text + space.text + piece.text, marked=True))
        else:
            joined.append(piece)
    return joined
