"""A question as it is shown and read back: options in their order, what was typed, what comes of it. No Django.

Orders and pairs are chosen with lists, so that everything works by keyboard and without a script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from training import grading

LONGEST = 200
CHOICES = (grading.SINGLE, grading.MULTIPLE, grading.TRUE_FALSE)


class AnswerIncomplete(ValueError):
    """What was given is no whole answer.

    `code`: nothing, places_twice, places_missing, pairs_missing, number or long.
    """

    def __init__(self, code: str, typed: Any = None) -> None:
        super().__init__(code)
        self.code, self.typed = code, typed


@dataclass(frozen=True, kw_only=True)
class Option:
    """One option, one item to place or one left side of a pair. `say` is its feedback."""

    key: str
    text: str
    say: str = ""
    checked: bool = False
    chosen: str = ""
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question ready to print. `places`: numbers to choose from; `answers`: right-hand sides of pairs."""

    id: str
    kind: str
    stem: str
    lesson: str = ""
    options: tuple[Option, ...] = ()
    answers: tuple[Option, ...] = ()
    places: tuple[str, ...] = ()
    typed: str = ""
    unit: str = ""
    given: bool = False
    score: float | None = None
    feedback: str = ""
    solution: tuple[str, ...] = field(default=())

    @property
    def right(self) -> bool:
        return self.score == 1

    @property
    def partly(self) -> bool:
        return self.score is not None and 0 < self.score < 1


def asked(
    *,
    id: str,
    kind: str,
    words: Mapping[str, Any],
    key: Any,
    language: str,
    true_false: tuple[str, str],
    order: Sequence[str] = (),
    lesson: str = "",
    answer: Any = None,
    graded: bool = False,
) -> Asked:
    """`order`: keys in the order to show. With `graded`, score, feedback and solution are there too."""
    score = float(grading.grade(kind, key, answer)) if graded else None
    left = _in_order(words.get("left") or words.get("options") or [], () if kind == grading.MATCH else order)
    if kind == grading.TRUE_FALSE:
        left = [{"key": "true", "text": true_false[0]}, {"key": "false", "text": true_false[1]}]
    options = tuple(_option(kind, part, key, answer, graded) for part in left)
    answers = tuple(Option(key=part["key"], text=part["text"]) for part in _in_order(words.get("right") or [], order))
    unit = key.get("unit", {}) if kind == grading.NUMERIC else {}
    feedback = ""
    if graded:
        feedback = words.get("feedback_right" if score == 1 else "feedback_wrong", "")
    return Asked(
        id=id,
        kind=kind,
        stem=words.get("stem", ""),
        lesson=lesson,
        options=options,
        answers=answers,
        places=tuple(str(number) for number in range(1, len(left) + 1)) if kind == grading.ORDER else (),
        typed=str(answer) if kind in (grading.NUMERIC, grading.SHORT_TEXT) and answer is not None else "",
        unit=str(unit.get(language) or ""),
        given=answer not in (None, "", [], {}),
        score=score,
        feedback=feedback,
        solution=_solution(kind, key, words, language, true_false) if graded else (),
    )


def _in_order(parts: Sequence[Mapping[str, Any]], order: Sequence[str]) -> list[Mapping[str, Any]]:
    place = {key: number for number, key in enumerate(order)}
    return sorted(parts, key=lambda part: place.get(part["key"], len(place)))


def _option(kind: str, part: Mapping[str, Any], key: Any, answer: Any, graded: bool) -> Option:
    name = part["key"]
    checked, chosen, right = False, "", False
    if kind == grading.SINGLE:
        checked, right = answer == name, key == name
    elif kind == grading.MULTIPLE:
        checked, right = isinstance(answer, list) and name in answer, name in key
    elif kind == grading.TRUE_FALSE:
        said = {"true": True, "false": False}[name]
        checked, right = answer is said, key is said
    elif kind == grading.ORDER and isinstance(answer, list):
        chosen = str(answer.index(name) + 1) if name in answer else ""
    elif isinstance(answer, dict):
        chosen = str(answer.get(name, ""))
    return Option(
        key=name,
        text=part["text"],
        say=str(part.get("feedback") or "") if graded and checked else "",
        checked=checked,
        chosen=chosen,
        right=right if graded else False,
    )


def _solution(
    kind: str, key: Any, words: Mapping[str, Any], language: str, true_false: tuple[str, str]
) -> tuple[str, ...]:
    texts = {part["key"]: part["text"] for side in ("options", "left", "right") for part in words.get(side) or []}
    if kind == grading.SINGLE:
        return (texts[key],)
    if kind == grading.TRUE_FALSE:
        return (true_false[0 if key else 1],)
    if kind in (grading.MULTIPLE, grading.ORDER):
        return tuple(texts[name] for name in key)
    if kind == grading.MATCH:
        return tuple(f"{texts[part['key']]} → {texts[key[part['key']]]}" for part in words["left"])
    if kind == grading.NUMERIC:
        return (f"{key['value']} {key.get('unit', {}).get(language, '')}".strip(),)
    accepted = key["accepted"]
    return tuple((accepted.get(language) or next(iter(accepted.values())))[:1])


def read(kind: str, words: Mapping[str, Any], posted: Mapping[str, list[str]]) -> Any:
    """The answer in the shape of `training.grading`; raises `AnswerIncomplete` with what was typed."""
    given = [value for value in posted.get("answer", []) if value]
    if kind in CHOICES or kind in (grading.NUMERIC, grading.SHORT_TEXT):
        return _read_simple(kind, words, given)
    if kind == grading.ORDER:
        return _read_order([part["key"] for part in words["options"]], posted)
    return _read_pairs(words, posted)


def _read_simple(kind: str, words: Mapping[str, Any], given: list[str]) -> Any:
    if not given:
        raise AnswerIncomplete("nothing")
    if kind == grading.TRUE_FALSE:
        return given[0] == "true"
    if kind == grading.NUMERIC:
        if grading.as_number(given[0]) is None:
            raise AnswerIncomplete("number", given[0][:40])
        return given[0].strip()[:40]
    if kind == grading.SHORT_TEXT:
        if len(given[0].strip()) > LONGEST:
            raise AnswerIncomplete("long", given[0].strip()[:LONGEST])
        return given[0].strip()
    known = [part["key"] for part in words["options"]]
    chosen = [key for key in known if key in given]
    if not chosen:
        raise AnswerIncomplete("nothing")
    return chosen if kind == grading.MULTIPLE else chosen[0]


def _read_order(known: list[str], posted: Mapping[str, list[str]]) -> list[str]:
    places = {key: _place((posted.get(f"place-{key}") or [""])[0]) for key in known}
    taken = [place for place in places.values() if place]
    typed = sorted((key for key in known if places[key]), key=lambda key: places[key])
    if not taken:
        raise AnswerIncomplete("nothing", typed)
    if len(set(taken)) < len(taken):
        raise AnswerIncomplete("places_twice", typed)
    if len(taken) < len(known):
        raise AnswerIncomplete("places_missing", typed)
    return typed


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _read_pairs(words: Mapping[str, Any], posted: Mapping[str, list[str]]) -> dict[str, str]:
    right = {part["key"] for part in words["right"]}
    pairs = {part["key"]: (posted.get(f"pair-{part['key']}") or [""])[0] for part in words["left"]}
    pairs = {key: value for key, value in pairs.items() if value in right}
    if not pairs:
        raise AnswerIncomplete("nothing", pairs)
    if len(pairs) < len(words["left"]):
        raise AnswerIncomplete("pairs_missing", pairs)
    return pairs
