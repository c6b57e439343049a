"""What an answer may hold: each content is checked against its item before it is stored, and nothing is guessed.

A content is `{"state": …}` and, where they fit the item, `value`, `ev`, `note`, `urgent` and one key per part. An entry
taken back may hold `was`, the content it had, so that it can be put back. The form on the page and the device make it
alike; `check` is the one judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from skills_audit.instrument.definition import CHOSEN, Instrument, Item, Part
from skills_audit.instrument.lists import is_listed
from skills_audit.instrument.logic import evaluate
from skills_audit.instrument.walk import COMPLETE, DECLINED, NONE, NOT_ASKED, REMOVED, UNKNOWN, VALUE

LONGEST = {"text": 300, "longtext": 4000}
LONGEST_NOTE = 2000
MOST_WRITTEN = 20
STATES = frozenset({VALUE, DECLINED, UNKNOWN, NOT_ASKED, REMOVED})
DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
FULL_DATE = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")
LIST_CODE = re.compile(r"[A-Za-z0-9:_-]{1,40}\Z")


class Misfit(ValueError):
    """The content does not fit its item. `problems`: field (`value`, `ev`, `note`, a part's key) → what is wrong:
    unknown, too_many, too_long, not_a_date, wrong_order, not_a_number, not_allowed, wrong_shape."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


def check(instrument: Instrument, code: str, entry: str, content: Any) -> None:
    """Raises `Misfit` where the content (or its place) does not fit the instrument."""
    if not isinstance(content, dict) or not _is_one_of(content.get("state"), STATES):
        raise Misfit({"state": "wrong_shape"})
    if code in instrument.repeats and not (entry and code in instrument.by_code):  # TSK is both
        return _check_group(instrument, code, entry, content)
    item = instrument.by_code.get(code)
    if item is None or bool(item.repeat) != bool(entry) or not re.fullmatch(r"[A-Za-z0-9_-]{0,40}", entry):
        raise Misfit({"item": "unknown"})
    problems = _problems(instrument, item, content)
    if problems:
        raise Misfit(problems)
    return None


def _check_group(instrument: Instrument, code: str, entry: str, content: Mapping[str, Any]) -> None:
    repeat = instrument.repeats[code]
    allowed = {COMPLETE, NONE} if repeat.none else {COMPLETE}
    fits = content["state"] != VALUE or _is_one_of(content.get("value"), allowed)
    if entry or set(content) - {"state", "value"} or not fits:
        raise Misfit({"value": "unknown"})


def _problems(instrument: Instrument, item: Item, content: Mapping[str, Any]) -> dict[str, str]:
    state = content["state"]
    problems: dict[str, str] = {}
    parts = {part.key: part for part in item.parts}
    for key in set(content) - {"state", "value", "ev", "note", "urgent", "was"} - set(parts):
        problems[key] = "unknown"
    if "was" in content and not _was_fits(instrument, item, content):
        problems["was"] = "not_allowed"
    if state == VALUE:
        if problem := _value_problem(instrument, item, content.get("value")):
            problems["value"] = problem
    elif "value" in content:
        problems["value"] = "not_allowed"
    problems |= _mark_problems(item, content)
    for key, part in parts.items():
        if key in content and (problem := _part_problem(instrument, item, part, content)):
            problems[key] = problem
    return problems


def _was_fits(instrument: Instrument, item: Item, content: Mapping[str, Any]) -> bool:
    """Only what opens an entry is taken back, and what it was must have been an answer."""
    was = content["was"]
    if content["state"] != REMOVED or not item.repeat or instrument.openings[item.repeat] != item:
        return False
    answered = isinstance(was, dict) and _is_one_of(was.get("state"), {VALUE, DECLINED, UNKNOWN})
    return answered and "was" not in was and not _problems(instrument, item, was)


def _mark_problems(item: Item, content: Mapping[str, Any]) -> dict[str, str]:
    problems = {}
    ev, note, urgent = content.get("ev"), content.get("note"), content.get("urgent")
    if ev is not None and (item.highest_ev is None or content["state"] != VALUE):
        problems["ev"] = "not_allowed"
    elif ev is not None and (not _whole(ev) or not 0 <= ev <= (item.highest_ev or 0)):
        problems["ev"] = "unknown"
    if note is not None and item.sensitive:
        problems["note"] = "not_allowed"  # a need only: no detail of it is asked or stored
    elif note is not None and (problem := _text_problem(note, LONGEST_NOTE)):
        problems["note"] = problem
    if urgent is not None and (not item.urgent or not isinstance(urgent, bool)):
        problems["urgent"] = "not_allowed"
    return problems


def _value_problem(instrument: Instrument, item: Item, value: Any) -> str:
    if item.type == "people":
        return _people_problem(value, item)
    if item.many:
        if not isinstance(value, list) or not value:
            return "wrong_shape"
        most = item.maximum or MOST_WRITTEN
        if len(value) > most:
            return "too_many"
        return next((p for one in value if (p := _one_problem(instrument, item, one))), "")
    return _one_problem(instrument, item, value)


def _one_problem(instrument: Instrument, field: Item | Part, value: Any) -> str:
    """What is wrong with one value of an item or a part."""
    if field.options and field.type in CHOSEN:
        return "" if value in field.options else "unknown"
    if isinstance(field, Item) and field.type == "scale":
        return "" if _whole(value) and value in field.steps else "unknown"
    if field.source:
        return "" if is_listed(instrument, field.source, value) else "unknown"
    return CHECKS.get(field.type, lambda _value: "wrong_shape")(value)


def _part_problem(instrument: Instrument, item: Item, part: Part, content: Mapping[str, Any]) -> str:
    value = content[part.key]
    if part.when is not None and not evaluate(part.when, {item.code: content.get("value")}):
        return "not_allowed"
    if part.type == "scale":
        return "" if _whole(value) and 0 <= value <= 4 else "unknown"
    if part.type == "multi" or (part.maximum or 1) != 1:
        if not isinstance(value, list) or not value or len(value) > (part.maximum or MOST_WRITTEN):
            return "wrong_shape"
        return next((p for one in value if (p := _one_problem(instrument, part, one))), "")
    return _one_problem(instrument, part, value)


def _people_problem(value: Any, item: Item) -> str:
    if not isinstance(value, list) or not value or len(value) > MOST_WRITTEN:
        return "wrong_shape"
    for one in value:
        if not isinstance(one, dict) or set(one) - {"recipient", "what", "until"}:
            return "wrong_shape"
        documents = one.get("what", [])
        if not isinstance(documents, list) or any(document not in item.options for document in documents):
            return "unknown"
        until = _date_problem(one["until"]) if one.get("until") else ""
        if problem := _text_problem(one.get("recipient"), LONGEST["text"]) or until:
            return problem
    return ""


def _is_one_of(value: Any, words: Collection[str]) -> bool:
    """A list or an object in its place has no hash, and is no word."""
    return isinstance(value, str) and value in words


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text_problem(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not value.strip() or "\x00" in value:
        return "wrong_shape"
    try:
        value.encode()
    except UnicodeEncodeError:
        return "wrong_shape"
    return "too_long" if len(value) > longest else ""


def _date_problem(value: Any) -> str:
    return "" if isinstance(value, str) and FULL_DATE.match(value) else "not_a_date"


def _range_problem(value: Any) -> str:
    if not isinstance(value, dict) or set(value) - {"from", "to"} or not value:
        return "wrong_shape"
    if any(not isinstance(end, str) or not DATE.match(end) for end in value.values()):
        return "not_a_date"
    begins, ends = value.get("from", ""), value.get("to", "")
    shortest = min(len(begins), len(ends))
    return "wrong_order" if shortest and begins[:shortest] > ends[:shortest] else ""


CHECKS: dict[str, Callable[[Any], str]] = {
    "text": lambda value: _text_problem(value, LONGEST["text"]),
    "longtext": lambda value: _text_problem(value, LONGEST["longtext"]),
    "year": lambda value: "" if _whole(value) and 1900 <= value <= 2100 else "not_a_number",
    "number": lambda value: "" if _whole(value) and 0 <= value <= 10_000 else "not_a_number",
    "date": _date_problem,
    "date_range": _range_problem,
    "boolean": lambda value: "" if isinstance(value, bool) else "wrong_shape",
    "tick": lambda value: "" if isinstance(value, bool) else "wrong_shape",
}
