"""The goal as the scoring reads it: the occupation wanted, what is stated of it, and what the answers say already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.walk import DECLINED, UNKNOWN, VALUE, Answers, entries_of
from skills_audit.scoring.table import ScoringTable

NOT_ASKED = "not_asked"
WIDER = "isco:"
DECIMALS = 6


@dataclass(frozen=True)
class GoalFacts:
    """What a person stated beyond the answers; None is "not stated", and then the answers or the table decide.

    `tasks` holds tasks that were talked about for the goal only: card to AUT 0 – 4 or a state.
    """

    occupation: str | None = None
    latvian: int | None = None
    isced: int | None = None
    recognised: bool | None = None
    regulated: bool | None = None
    hours_per_week: float | None = None
    recognition_months: float | None = None
    training_months: float | None = None
    tasks: Mapping[str, int | str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> GoalFacts:
        """From what a score run keeps or a file says; `{isco: "3313"}` is a code of the wider list."""
        known = {key: value for key, value in (data or {}).items() if key in cls.__dataclass_fields__}
        if isinstance(known.get("occupation"), Mapping):
            known["occupation"] = f"{WIDER}{known['occupation']['isco']}"
        return cls(**known)

    def as_json(self) -> dict[str, Any]:
        """Only what was stated."""
        stated = {key: getattr(self, key) for key in self.__dataclass_fields__}
        return {key: value for key, value in stated.items() if value is not None and value != {}}


def wanted_occupations(answers: Answers) -> list[str]:
    """The occupations wanted within a year, the first first."""
    row = answers.get(("GOA02", ""), {})
    value = row.get("value") if row.get("state") == VALUE else None
    return [str(code) for code in value] if isinstance(value, list) else []


def occupation_of(instrument: Instrument, key: str) -> Mapping[str, Any] | None:
    """The shipped occupation with its task cards; None for one of the wider list."""
    return next((row for row in instrument.occupations if row["key"] == key), None)


def goal_of(
    instrument: Instrument, table: ScoringTable, answers: Answers, facts: GoalFacts, months_left: Fraction | None
) -> dict[str, Any] | None:
    """The goal of the input; None where no occupation was named and nothing was stated."""
    wanted = wanted_occupations(answers)
    key = facts.occupation or (wanted[0] if wanted else None)
    if key is None:
        return {"latvian": facts.latvian} if facts.latvian is not None else None
    row = occupation_of(instrument, key) or {}
    isco = key.removeprefix(WIDER) if key.startswith(WIDER) else str(row.get("isco", ""))
    usual = table.usual_isced(isco) if isco else None
    regulated = row.get("regulated")
    goal: dict[str, Any] = {
        "latvian": table.languages.target_level if facts.latvian is None else facts.latvian,
        "isced": _first(facts.isced, usual),
        "recognised": _first(facts.recognised, _recognised(instrument, answers)),
        "regulated": _first(facts.regulated, regulated if isinstance(regulated, bool) else None),
        "hours_per_week": _first(facts.hours_per_week),
        "recognition_months": _first(facts.recognition_months),
        "training_months": _first(facts.training_months),
        "months_left": NOT_ASKED if months_left is None else _decimal(months_left),
    }
    cards = row.get("tasks", ())
    if cards:
        goal["tasks"] = [{"importance": card["importance"], "aut": _aut(answers, facts, card["key"])} for card in cards]
    return goal


def goal_cards(instrument: Instrument, answers: Answers, facts: GoalFacts) -> list[str]:
    """The cards behind `goal.tasks`, in the same order."""
    wanted = wanted_occupations(answers)
    key = facts.occupation or (wanted[0] if wanted else "")
    return [card["key"] for card in (occupation_of(instrument, key) or {}).get("tasks", ())]


def _aut(answers: Answers, facts: GoalFacts, card: str) -> int | str:
    """What is known of a task, in whichever job it was done."""
    row = answers.get(("TSK", card), {})
    if row.get("state") == VALUE:
        return int(row["value"])
    stated = facts.tasks.get(card)
    if stated is not None:
        return stated
    state = row.get("state")
    return str(state) if state in (DECLINED, UNKNOWN) else NOT_ASKED


def _recognised(instrument: Instrument, answers: Answers) -> bool | None:
    """Has any school of the client been recognised? Not known while nobody has said anything of it."""
    rows = [answers.get(("EDU05", entry), {}) for entry in entries_of(instrument, "EDU", answers)]
    results = [row["value"] for row in rows if row.get("state") == VALUE]
    return "recognised" in results if results else None


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), NOT_ASKED)


def _decimal(months: Fraction) -> float:
    """Rounded down to six decimals: the input is written as decimals."""
    whole = months.numerator * 10**DECIMALS // months.denominator
    return float(whole / 10**DECIMALS)
