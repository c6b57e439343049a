"""Reading single values strictly: the right type, in range, or a state; anything else is refused with its place.

Messages name the place and what is allowed, never the value: an error line may be logged, a client's answer may not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AnswerOrState, State

HIGHEST_EV = 5
MOST_MONTHS = 1200
MOST_DECIMALS = 30
MOST_WHOLE = 10**6
STATES = {state.value: state for state in State}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class InvalidAudit(ValueError):
    """The audit cannot be scored. `where` is the place in the input, `problem` what is wrong there."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}" if where else problem)
        self.where = where
        self.problem = problem


def state_or_none(value: object) -> State | None:
    """The state a text stands for, if it does."""
    return STATES.get(value) if isinstance(value, str) else None


def whole(value: object, highest: int, where: str, lowest: int = 0) -> int:
    """A whole number within the range. 2.0 is 2; true is no number."""
    if type(value) is int and lowest <= value <= highest:
        return value
    if (
        isinstance(value, float | Decimal)
        and _finite(value)
        and -MOST_WHOLE < value < MOST_WHOLE
        and value == int(value)
    ):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidAudit(where, f"must be a whole number from {lowest} to {highest}")
    if not lowest <= value <= highest:
        raise InvalidAudit(where, f"must be a whole number from {lowest} to {highest}")
    return int(value)


def quantity(value: object, highest: int, where: str) -> Fraction:
    """A number from 0 to `highest`, taken as the decimal it is written as: 0.1 is exactly one tenth."""
    problem = InvalidAudit(where, f"must be a number from 0 to {highest}")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise problem
    if isinstance(value, float | Decimal) and not _finite(value):
        raise problem
    if not 0 <= value <= highest:
        raise problem
    if isinstance(value, float):
        value = Decimal(repr(float(value)))
    if isinstance(value, Decimal) and abs(int(value.as_tuple().exponent)) > MOST_DECIMALS:
        raise InvalidAudit(where, f"has more than {MOST_DECIMALS} decimals")
    return Fraction(value)


def _finite(value: float | Decimal) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)


def quantity_or_state(value: object, highest: int, where: str) -> Fraction | State:
    return state_or_none(value) or quantity(value, highest, where)


def whole_or_state(value: object, highest: int, where: str) -> int | State:
    state = state_or_none(value)
    return whole(value, highest, where) if state is None else state


def truth_or_state(value: object, where: str) -> bool | State:
    if isinstance(value, bool):
        return value
    state = state_or_none(value)
    if state is None:
        raise InvalidAudit(where, "must be true or false")
    return state


def evidence(value: object, where: str, highest: int = HIGHEST_EV) -> int:
    """An evidence step; none recorded is a bare claim, 0."""
    return 0 if state_or_none(value) else whole(value, highest, where)


def answer(value: object, highest: int, where: str, highest_ev: int = HIGHEST_EV) -> AnswerOrState:
    """A plain value (a bare claim), a pair `[value, EV]`, or a state."""
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise InvalidAudit(where, "must be a value or a pair [value, evidence]")
        step = evidence(value[1], f"{where}[1]", highest_ev)
        state = state_or_none(value[0])
        return Answer(whole(value[0], highest, f"{where}[0]"), step) if state is None else state
    state = state_or_none(value)
    return Answer(whole(value, highest, where), 0) if state is None else state


def day(value: object, where: str) -> date:
    """A calendar day written YYYY-MM-DD."""
    if type(value) is date:
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise InvalidAudit(where, "must be a day written YYYY-MM-DD")


def day_or_state(value: object, where: str) -> date | State:
    return state_or_none(value) or day(value, where)


def mapping(value: object, allowed: frozenset[str], where: str) -> Mapping[str, object]:
    """An object that holds only known keys."""
    if not isinstance(value, Mapping):
        raise InvalidAudit(where, "must be an object")
    if not allowed.issuperset(value):
        unknown = min(str(key) for key in set(value) - allowed)
        raise InvalidAudit(where, f"has an unknown key {unknown[:40]!r}")
    return value


def rows(value: object, where: str) -> list[object] | tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise InvalidAudit(where, "must be a list")
    return value


def one_of(value: object, allowed: Mapping[str, object], where: str) -> str | State:
    state = state_or_none(value)
    if state is not None:
        return state
    if isinstance(value, str) and value in allowed:
        return value
    raise InvalidAudit(where, f"must be one of {', '.join(allowed)}")
