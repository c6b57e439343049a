"""The passage of a text that shows why it was found, with the words to mark; no Django.

Marks follow lemmas: the stored tokens say which dictionary form each word of the text has, so an inflected word is
marked although the reader typed another form.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.scoring import Alternative

USUAL_LENGTH = 260
_SENTENCE_END = ".!?…"
# Where a word begins and ends in its text.
Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A run of text and whether it is to be marked."""

    text: str
    marked: bool = False


def marked_words(
    lemmas: Sequence[str], extras: Sequence[Sequence[str]], wanted: Sequence[Alternative]
) -> dict[int, Alternative]:
    """Positions of words that belong to an occurrence of an alternative, with that alternative.

    `extras` may be shorter than `lemmas` or empty.
    """
    found: dict[int, Alternative] = {}
    beginning: dict[str, list[Alternative]] = {}
    for alternative in wanted:
        beginning.setdefault(alternative.tokens[0], []).append(alternative)
    starts = {start for start, lemma in enumerate(lemmas) if lemma in beginning}
    starts.update(start for start, others in enumerate(extras) if not beginning.keys().isdisjoint(others))
    for start in sorted(starts):
        for token in (lemmas[start], *(extras[start] if start < len(extras) else ())):
            for alternative in beginning.get(token, ()):
                places = range(start, start + len(alternative.tokens))
                if places[-1] < len(lemmas) and all(
                    token == lemmas[n] or (n < len(extras) and token in extras[n])
                    for n, token in zip(places, alternative.tokens, strict=True)
                ):
                    for n in places:
                        found.setdefault(n, alternative)
    return found


def passage(text: str, words: Sequence[Span], marks: Sequence[int], length: int = USUAL_LENGTH) -> list[Piece]:
    """The stretch of about `length` characters with most different marked words, cut at words, marks shown.

    Without a mark the beginning of the text. The pieces joined are that stretch, with … where text was left out.
    """
    if not words:
        return [Piece(text[:length])] if text else []
    start, end = _window(text, words, marks, length)
    pieces = [Piece("… ")] if start > 0 else []
    position = start
    for number in sorted(set(marks)):
        begins, ends = words[number]
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


def _window(text: str, words: Sequence[Span], marks: Sequence[int], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    best, best_count = 0, 0
    ordered = sorted(set(marks))
    for index, number in enumerate(ordered):
        reach = words[number][0] + length * 2 // 3
        inside = {text[begins:ends] for begins, ends in (words[n] for n in ordered[index:]) if ends <= reach}
        if len(inside) > best_count:
            best, best_count = number, len(inside)
    anchor = words[best][0] if best_count else 0
    start = _sentence_start(text, anchor, length)
    if start < anchor - length // 2:
        start = next(begins for begins, _ends in words if begins >= max(0, anchor - length // 4))
    limit = start + length
    if limit >= len(text):
        return start, len(text)
    end = max((ends for begins, ends in words if start <= begins and ends <= limit), default=limit)
    return start, end


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
