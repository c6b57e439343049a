"""A question on its way: what a file says of it in one language, and all languages together. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from html import unescape
from typing import Any

from training import grading

KEY = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", re.ASCII)
SLUG = re.compile(r"[-a-zA-Z0-9_]+", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", re.ASCII)
LONGEST = 6000


class FileRefused(ValueError):
    """Nothing of the file is read; the message is a sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something in the file that is no question of ours. `where`: {"line": n} or {"item": name}."""

    where: Mapping[str, Any]
    reason: str

    def as_dict(self) -> dict[str, Any]:
        return {**self.where, "reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A question in one language. `words`: stem, options | left, right, feedback_right, feedback_wrong.

    `answer` as in `training.grading`; of short texts and units only this language's. Empty fields were not said.
    """

    where: Mapping[str, Any]
    kind: str
    words: Mapping[str, Any]
    answer: Any
    id: str = ""
    language: str = ""
    bank: str = ""
    competence: str = ""
    difficulty: int = 1
    lesson: str = ""
    review_date: date | None = None


@dataclass(kw_only=True)
class Record:
    """A question in all its languages."""

    where: Mapping[str, Any]
    id: str
    kind: str
    answer: Any
    texts: dict[str, dict[str, Any]] = field(default_factory=dict)
    bank: str = ""
    competence: str = ""
    difficulty: int = 1
    lesson: str = ""
    review_date: date | None = None


def merged(pieces: Iterable[Piece], language: str) -> tuple[list[Record], list[Problem]]:
    """Pieces with the same id become one record; what does not fit together is a problem.

    `language`: of pieces that do not say theirs. A piece without an id gets one from what it asks, always the same.
    """
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for piece in pieces:
        said = piece.language or language
        if reason := _wrong(piece, said):
            problems.append(Problem(where=piece.where, reason=reason))
            continue
        key = piece.id or _made_up(piece)
        there = records.get(key)
        if there is None:
            records[key] = Record(
                where=piece.where, id=key, kind=piece.kind, answer=_at(piece, said), texts={said: dict(piece.words)},
                bank=piece.bank, competence=piece.competence, difficulty=piece.difficulty, lesson=piece.lesson,
                review_date=piece.review_date,
            )  # fmt: skip
        elif said in there.texts:
            problems.append(Problem(where=piece.where, reason=f"{key} stands in the file twice in {said}."))
        elif there.kind != piece.kind:
            problems.append(Problem(where=piece.where, reason=f"{key} is of another kind in another language."))
        else:
            there.texts[said] = dict(piece.words)
            if (joined := _joined(there.answer, _at(piece, said), piece.kind)) is None:
                problems.append(Problem(where=piece.where, reason=f"{key} has another right answer in {said}."))
                continue
            there.answer = joined
    return list(records.values()), problems


def _wrong(piece: Piece, language: str) -> str:
    if piece.id and not (KEY.fullmatch(piece.id) and len(piece.id) <= 40):
        return f"The id “{piece.id[:60]}” is not made of capital letters, digits and hyphens."
    if not LANGUAGE.fullmatch(language):
        return f"“{language[:20]}” is no language code."
    for name in ("bank", "competence", "lesson"):
        value = getattr(piece, name)
        if value and not (SLUG.fullmatch(value) and len(value) <= 50):
            return f"The {name} “{value[:60]}” is no key."
    if not 1 <= piece.difficulty <= 3:
        return "The difficulty is not 1, 2 or 3."
    if not str(piece.words.get("stem", "")).strip():
        return "There is no question text."
    if any(len(text) > LONGEST for text in _texts(piece.words)):
        return f"A text is longer than {LONGEST} characters."
    if any("\x00" in text for text in _texts(piece.words)):
        return "A text holds a character that cannot be kept."
    return ""


def _texts(words: Mapping[str, Any]) -> Iterable[str]:
    for value in words.values():
        if isinstance(value, str):
            yield value
        else:
            for part in value:
                yield from (str(text) for text in part.values())


def _made_up(piece: Piece) -> str:
    told = f"{piece.kind}/{piece.words['stem']}/{sorted(_texts(piece.words))}"
    return f"IMP-{sha256(told.encode()).hexdigest()[:10].upper()}"


def _at(piece: Piece, language: str) -> Any:
    """The answer with what belongs to a language under its code."""
    if piece.kind == grading.SHORT_TEXT:
        return {"accepted": {language: list(piece.answer)}}
    if piece.kind == grading.NUMERIC:
        value, tolerance, unit = piece.answer
        return {"value": value, "tolerance": tolerance, "unit": {language: unit}}
    return piece.answer


def _joined(before: Any, more: Any, kind: str) -> Any:
    """Both answers as one, or none when they differ."""
    if kind == grading.SHORT_TEXT:
        return {"accepted": before["accepted"] | more["accepted"]}
    if kind == grading.NUMERIC:
        same = (before["value"], before["tolerance"]) == (more["value"], more["tolerance"])
        return before | {"unit": before["unit"] | more["unit"]} if same else None
    return before if before == more else None


def pieces_of(record: Record) -> Iterable[tuple[str, dict[str, Any], Any]]:
    """(language, words, answer) of each language, as a `Piece` has them."""
    for language, words in record.texts.items():
        answer = record.answer
        if record.kind == grading.SHORT_TEXT:
            answer = answer["accepted"].get(language, [])
        elif record.kind == grading.NUMERIC:
            answer = (answer["value"], answer.get("tolerance", 0), answer.get("unit", {}).get(language, ""))
        yield language, words, answer


def number(text: Any) -> int | float | None:
    """6 stays 6, 6.5 stays 6.5; none when it is no number."""
    found = grading.as_number(text)
    if found is None:
        return None
    return int(found) if found == found.to_integral_value() else float(found)


def day(text: str) -> date | None:
    """An ISO day, or none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def plain(html: str) -> str:
    """Text without tags and entities; a tag between words is a space."""
    return " ".join(unescape(re.sub(r"<[^<>]{0,500}>", " ", html)).split())


def decoded(data: bytes) -> str:
    """The file as text. Raises `FileRefused` unless it is UTF-8."""
    if b"\x00" in data[:4096]:
        raise FileRefused("The file is no text in UTF-8. Save it as UTF-8 and try again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("The file is not in UTF-8. Save it as UTF-8 and try again.") from error
