"""A question as an editor writes it: a line for each option, one box a language. Pure; both ways.

    single, multiple   * the right answer :: what one says to it        (a star before each right one)
    order              the lines in their right order
    match              left => right                                    (=> right alone: an answer that fits nothing)
    short_text         an accepted answer a line

A backslash before a mark (\\*, \\::, \\=>) makes it part of the text. Lines of all languages belong together by their
place: the third line is the third option in each language. Options keep the keys they had, so that a better wording
does not look like another option.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training import grading

STAR, SAYS, LEADS = "*", "::", "=>"
MARKS = (STAR, SAYS, LEADS)
WITH_OPTIONS = (grading.SINGLE, grading.MULTIPLE, grading.ORDER)


class LinesDoNotFit(ValueError):
    """`code`: none, right_none, right_many, right_differs, lines_differ, pair, twice. `language`: where."""

    def __init__(self, code: str, language: str = "") -> None:
        super().__init__(f"{code} {language}".strip())
        self.code, self.language = code, language


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an option."""

    text: str
    say: str = ""
    right: bool = False


def _plain(text: str) -> str:
    """As it stands in a line: one line, marks of its own escaped."""
    text = " ".join(text.splitlines()) if "\n" in text else text
    for mark in (SAYS, LEADS):
        text = text.replace(mark, f"\\{mark}")
    return f"\\{text}" if text.startswith(STAR) else text


def _freed(text: str) -> str:
    for mark in MARKS:
        text = text.replace(f"\\{mark}", mark)
    return text.strip()


def _split(line: str, mark: str) -> list[str]:
    return re.split(rf"(?<!\\){re.escape(mark)}", line)


def lines_of(kind: str, words: Mapping[str, Any], answer: Any, language: str) -> str:
    """The box of one language, ready to be edited."""
    if kind == grading.SHORT_TEXT:
        return "\n".join(_plain(text) for text in answer["accepted"].get(language, []))
    if kind == grading.MATCH:
        right = {part["key"]: _plain(part["text"]) for part in words["right"]}
        pairs = [f"{_plain(part['text'])} {LEADS} {right.pop(answer[part['key']], None) or _said(words, answer, part)}"
                 for part in words["left"]]  # fmt: skip
        return "\n".join([*pairs, *(f"{LEADS} {text}" for text in right.values())])
    if kind not in WITH_OPTIONS:
        return ""
    parts = list(words["options"])
    if kind == grading.ORDER:
        parts.sort(key=lambda part: answer.index(part["key"]))
        return "\n".join(_plain(part["text"]) for part in parts)
    chosen = [answer] if kind == grading.SINGLE else answer
    return "\n".join(
        f"{STAR if part['key'] in chosen else ' '} {_plain(part['text'])}"
        + (f" {SAYS} {_plain(part['feedback'])}" if part.get("feedback") else "")
        for part in parts
    )


def _said(words: Mapping[str, Any], answer: Mapping[str, str], left: Mapping[str, Any]) -> str:
    return next(_plain(str(part["text"])) for part in words["right"] if part["key"] == answer[left["key"]])


def _read(text: str) -> list[Line]:
    found = []
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        right = line.startswith(STAR)
        option, *says = _split(line.removeprefix(STAR), SAYS)
        found.append(Line(text=_freed(option), say=_freed(SAYS.join(says)), right=right))
    return found


def options_of(
    kind: str, boxes: Mapping[str, str], before: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[dict[str, dict[str, Any]], Any]:
    """`{language: {options | left, right}}` and the key, from the boxes of all languages; raises `LinesDoNotFit`.

    `before`: the words of the version that is changed, for the keys of its options.
    """
    read = {language: _read(text) for language, text in boxes.items()}
    first = next(iter(read))
    for language, lines in read.items():
        if not lines:
            raise LinesDoNotFit("none", language)
        if kind != grading.SHORT_TEXT and len(lines) != len(read[first]):
            raise LinesDoNotFit("lines_differ", language)
        if len({line.text for line in lines}) < len(lines):
            raise LinesDoNotFit("twice", language)
    if kind == grading.SHORT_TEXT:
        return {language: {} for language in read}, {
            "accepted": {language: [line.text for line in lines] for language, lines in read.items()}
        }
    if kind == grading.MATCH:
        return _pairs(boxes, before or {})
    keys = _keys((before or {}).get(first, {}).get("options", []), read[first])
    parts = {
        language: {"options": [_option(key, line) for key, line in zip(keys, lines, strict=True)]}
        for language, lines in read.items()
    }
    if kind == grading.ORDER:
        return parts, keys
    return parts, _right(kind, keys, read)


def _option(key: str, line: Line) -> dict[str, str]:
    return {"key": key, "text": line.text} | ({"feedback": line.say} if line.say else {})


def _right(kind: str, keys: Sequence[str], read: Mapping[str, Sequence[Line]]) -> Any:
    first = next(iter(read.values()))
    chosen = [key for key, line in zip(keys, first, strict=True) if line.right]
    for language, lines in read.items():
        if [line.right for line in lines] != [line.right for line in first]:
            raise LinesDoNotFit("right_differs", language)
    if not chosen:
        raise LinesDoNotFit("right_none")
    if kind == grading.SINGLE and len(chosen) > 1:
        raise LinesDoNotFit("right_many")
    return chosen[0] if kind == grading.SINGLE else chosen


def _keys(parts: Sequence[Mapping[str, Any]], lines: Sequence[Line]) -> list[str]:
    """Keys by what the option said before; new ones get the next free name."""
    known = {part["text"]: part["key"] for part in parts}
    by_place = [part["key"] for part in parts] if len(parts) == len(lines) else []
    taken: list[str] = []
    for place, line in enumerate(lines):
        key = known.get(line.text) or (by_place[place] if by_place else "")
        number = place + 1
        while not key or key in taken:
            key, number = f"o{number}", number + 1
        taken.append(key)
    return taken


def _pairs(
    boxes: Mapping[str, str], before: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    parts: dict[str, dict[str, Any]] = {}
    answer: dict[str, str] = {}
    places: list[int] | None = None
    left_keys: list[str] = []
    right_keys: list[str] = []
    for language, text in boxes.items():
        rows = [[_freed(half) for half in _split(line, LEADS)] for line in text.splitlines() if line.strip()]
        if any(len(row) != 2 or not row[1] for row in rows) or not any(row[0] for row in rows):
            raise LinesDoNotFit("pair", language)
        left = [row[0] for row in rows if row[0]]
        right = list(dict.fromkeys(row[1] for row in rows))
        mine = [right.index(row[1]) if row[0] else -1 for row in rows]
        if places is not None and mine != places:
            raise LinesDoNotFit("right_differs", language)
        if places is None:
            words = before.get(language, {})
            left_keys = _keys(words.get("left", []), [Line(text=half) for half in left])
            right_keys = _keys(words.get("right", []), [Line(text=half) for half in right])
            answer = dict(zip(left_keys, (right_keys[place] for place in mine if place >= 0), strict=True))
        places = mine
        parts[language] = {
            "left": [{"key": key, "text": half} for key, half in zip(left_keys, left, strict=True)],
            "right": [{"key": key, "text": half} for key, half in zip(right_keys, right, strict=True)],
        }
    return parts, answer
