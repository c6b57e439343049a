"""Skip logic: a small closed language over item codes, read into a tree and never run as code.

    code == value   code != value   code in [a, b]   code >= 2 (also > < <=)   answered(code)   and or not ( )

Over several chosen options, `==` and `in` hold when any matches, `!=` when none does. Any comparison with an answer
that is missing (not asked, declined, unknown) is false; `not` turns that into true, so a condition that must not hold
for a missing answer says `answered(code)` as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

MISSING_STATES = frozenset({"not_asked", "declined", "unknown"})

type Value = str | int | Decimal


class LogicProblem(ValueError):
    """The expression cannot be read or does not fit the items; the message says why, for an editor."""


@dataclass(frozen=True, slots=True)
class Comparison:
    code: str
    sign: str
    value: Value


@dataclass(frozen=True, slots=True)
class Membership:
    code: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    code: str


@dataclass(frozen=True, slots=True)
class Not:
    inner: Expression


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Expression, ...]


type Expression = Comparison | Membership | Answered | Not | AllOf | AnyOf


def evaluate(expression: Expression, answers: Mapping[str, object]) -> bool:
    """Whether the condition holds. An answer with parts is a mapping and counts by its `value`; a code that is not
    in `answers` is missing."""
    match expression:
        case Comparison(code, "!=", value):
            chosen = chosen_values(answers.get(code))
            return bool(chosen) and all(not _equal(one, value) for one in chosen)
        case Comparison(code, sign, value):
            return any(_holds(one, sign, value) for one in chosen_values(answers.get(code)))
        case Membership(code, values):
            return any(_equal(one, value) for one in chosen_values(answers.get(code)) for value in values)
        case Answered(code):
            return bool(chosen_values(answers.get(code)))
        case Not(inner):
            return not evaluate(inner, answers)
        case AllOf(parts):
            return all(evaluate(part, answers) for part in parts)
        case AnyOf(parts):
            return any(evaluate(part, answers) for part in parts)


def codes_in(expression: Expression) -> frozenset[str]:
    """Every item code the condition looks at."""
    match expression:
        case Not(inner):
            return codes_in(inner)
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*(codes_in(part) for part in parts))
        case Comparison(code) | Membership(code) | Answered(code):
            return frozenset({code})


def leaves(expression: Expression) -> Iterator[Comparison | Membership | Answered]:
    """The single comparisons, left to right."""
    match expression:
        case Not(inner):
            yield from leaves(inner)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Comparison() | Membership() | Answered():
            yield expression


def chosen_values(answer: object) -> tuple[object, ...]:
    """The values an answer stands for: none when it is missing, several for several chosen options."""
    if isinstance(answer, Mapping):
        answer = answer.get("value")
    if answer is None or answer == "" or (isinstance(answer, str) and answer in MISSING_STATES):
        return ()
    if isinstance(answer, Collection) and not isinstance(answer, str | bytes):
        return tuple(answer)
    return (answer,)


def _equal(answer: object, value: Value) -> bool:
    if isinstance(answer, bool):
        return str(answer).lower() == str(value)
    return answer == value or str(answer) == str(value)


def _holds(answer: object, sign: str, value: Value) -> bool:
    if sign == "==":
        return _equal(answer, value)
    if isinstance(answer, bool) or not isinstance(answer, int | float | Decimal) or isinstance(value, str):
        return False
    return {">": answer > value, ">=": answer >= value, "<": answer < value, "<=": answer <= value}[sign]
