"""The walk of a talk: which questions stand on the way with the answers given so far, and how far it has come.

A step is one screen: a question (of an entry where it belongs to a repeat group), or `more`, where a group is
closed or gets another entry. A group without entries is one step with the entry `new`. Nothing is required, so every
step can be passed by; a question counts as done when it has a value, was declined or is not known.

Rows of answers are contents by (item, entry). A row of a group's own code says "none" (there was none), "complete"
(that is all) or that the whole group was declined or is not known. An entry taken back has `removed` on its opening
item: nothing is deleted, it no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from skills_audit.instrument.definition import Instrument, Item
from skills_audit.instrument.logic import codes_in, evaluate

NEW = "new"
QUESTION, MORE = "question", "more"
NONE, COMPLETE, REMOVED, NOT_ASKED = "none", "complete", "removed", "not_asked"
VALUE, DECLINED, UNKNOWN = "value", "declined", "unknown"
DONE_STATES = frozenset({VALUE, DECLINED, UNKNOWN})

type Answers = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Step:
    """`code` is an item, or a repeat group where `kind` is `more`."""

    code: str
    entry: str = ""
    kind: str = QUESTION

    @property
    def position(self) -> str:
        """What an audit remembers of where it stands."""
        return f"{self.code}/{self.entry}" if self.entry else self.code


@dataclass(frozen=True)
class Progress:
    """Questions by code: an item of a repeat group is done when it is in every entry."""

    done: int
    total: int
    numbers: Mapping[str, int]


def entries_of(instrument: Instrument, group: str, answers: Answers) -> list[str]:
    """Entries of a group in the order they were begun (their identifiers carry the time); cards in card order."""
    repeat = instrument.repeats[group]
    if repeat.cards:
        chosen = [value for row in _rows(answers, repeat.cards, instrument) for value in _listed(row.get("value"))]
        cards = [card["key"] for occupation in chosen for card in instrument.cards_of(str(occupation))]
        return list(dict.fromkeys(cards))
    opening = instrument.openings[group].code
    return sorted(
        entry
        for code, entry in answers
        if code == opening and entry and answers[code, entry].get("state") not in (REMOVED, NOT_ASKED)
    )


def steps_of(instrument: Instrument, route: str, answers: Answers) -> list[Step]:
    """Every step of the route that applies now, in order."""
    steps: list[Step] = []
    seen: set[str] = set()
    for item in instrument.on_route(route):
        if item.repeat is None:
            if applies(item, "", instrument, answers):
                steps.append(Step(item.code))
        elif item.repeat not in seen:
            seen.add(item.repeat)
            steps += _steps_of_group(instrument, item.repeat, route, answers)
    return steps


def _steps_of_group(instrument: Instrument, group: str, route: str, answers: Answers) -> Iterator[Step]:
    repeat = instrument.repeats[group]
    entries = entries_of(instrument, group, answers)
    members = [item for item in instrument.on_route(route) if item.repeat == group]
    for entry in entries:
        yield from (Step(item.code, entry) for item in members if applies(item, entry, instrument, answers))
    if repeat.cards or not members:
        return
    yield Step(group, "", MORE) if entries else Step(members[0].code, NEW)


def applies(item: Item, entry: str, instrument: Instrument, answers: Answers) -> bool:
    """Does the skip logic let this question be asked?"""
    return item.when is None or evaluate(item.when, _seen_from(item, entry, instrument, answers))


def _seen_from(item: Item, entry: str, instrument: Instrument, answers: Answers) -> dict[str, object]:
    """What a condition sees: the same entry within the group, every entry of another group."""
    assert item.when is not None
    return {code: answer_seen(code, item.repeat, entry, instrument, answers) for code in codes_in(item.when)}


def answer_seen(code: str, group: str | None, entry: str, instrument: Instrument, answers: Answers) -> object:
    """The value(s) of an item as seen from an entry of `group`; None where it is missing."""
    asked = instrument.by_code[code]
    if asked.repeat is None or asked.repeat == group:
        row = answers.get((code, entry if asked.repeat else ""), {})
        return row.get("value") if row.get("state") == VALUE else None
    rows = [row for row in _rows(answers, code, instrument) if row.get("state") == VALUE]
    return tuple(value for row in rows for value in _listed(row.get("value"))) or None


def _rows(answers: Answers, code: str, instrument: Instrument) -> list[Mapping[str, Any]]:
    """The rows of an item in all entries that still count."""
    asked = instrument.by_code[code]
    if asked.repeat is None:
        return [answers[(code, "")]] if (code, "") in answers else []
    kept = entries_of(instrument, asked.repeat, answers)
    return [answers[(code, entry)] for entry in kept if (code, entry) in answers]


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def progress_of(instrument: Instrument, route: str, answers: Answers) -> Progress:
    """How many questions are done, of how many; `numbers` gives each code its number on this route.

    A question the logic has closed for good (what decides it was answered) is not counted; one that is still open is.
    """
    numbers: dict[str, int] = {}
    done = 0
    for item in instrument.on_route(route):
        states = _states(item, instrument, answers)
        if states is None:
            continue
        numbers[item.code] = len(numbers) + 1
        done += bool(states) and all(states)
    return Progress(done, len(numbers), numbers)


def _states(item: Item, instrument: Instrument, answers: Answers) -> list[bool] | None:
    """Done or not, per applicable entry; None when the item is closed; [] when nothing of it exists yet."""
    if item.repeat is None:
        if not applies(item, "", instrument, answers):
            return None if _decided(item, "", instrument, answers) else []
        return [_is_done(answers.get((item.code, "")))]
    group = answers.get((item.repeat, ""), {})
    entries = entries_of(instrument, item.repeat, answers)
    if not entries:
        said = group.get("value") == NONE or group.get("state") in (DECLINED, UNKNOWN)
        if instrument.repeats[item.repeat].cards:
            return None if _decided(item, "", instrument, answers) else []
        return [True] if said else []
    applicable = [entry for entry in entries if applies(item, entry, instrument, answers)]
    if not applicable:
        open_still = any(not _decided(item, entry, instrument, answers) for entry in entries)
        return [] if open_still else None
    return [_is_done(answers.get((item.code, entry))) for entry in applicable]


def _decided(item: Item, entry: str, instrument: Instrument, answers: Answers) -> bool:
    """Was everything the condition looks at asked?"""
    if item.when is None:
        return True
    for code in codes_in(item.when):
        asked = instrument.by_code[code]
        if asked.repeat and asked.repeat != item.repeat:
            closed = _is_done(answers.get((asked.repeat, "")))
            if not closed:
                return False
        elif not _is_done(answers.get((code, entry if asked.repeat else ""))):
            return False
    return True


def _is_done(row: Mapping[str, Any] | None) -> bool:
    return row is not None and row.get("state") in DONE_STATES


def step_at(instrument: Instrument, route: str, answers: Answers, position: str) -> Step | None:
    """The step an audit stands at; the nearest one before it where the logic has closed it since; None: the end."""
    steps = steps_of(instrument, route, answers)
    if not steps or position == "end":
        return None
    code, _, entry = position.partition("/")
    exact = next((step for step in steps if step.code == code and step.entry == entry), None)
    return exact or next((step for step in steps if step.code == code), None) or steps[0]


def neighbours(steps: list[Step], here: Step) -> tuple[Step | None, Step | None]:
    """The steps before and after. A new entry stands where its group ends."""
    try:
        place = steps.index(here)
    except ValueError:
        return (steps[-1] if steps else None), None
    return (steps[place - 1] if place else None), (steps[place + 1] if place + 1 < len(steps) else None)
