"""What is wrong with the skip logic of a whole instrument, found before it is published.

A condition must name items that exist, stand earlier and can take the value it asks for. Beyond that, every question
is tried with the answers that can really come before it: a question nobody can ever reach is an error, a part of a
condition that can never hold is an error, a question that one route never reaches is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from skills_audit.instrument.logic import (
    MISSING_STATES,
    Answered,
    AnyOf,
    Comparison,
    Expression,
    Membership,
    Value,
    codes_in,
    evaluate,
    leaves,
)

MOST_TRIES = 200_000
MOST_OPTIONS = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What the logic needs to know of an item.

    `kind`: "choice" (one of `options`), "multi" (any of them), "scale" (one of `steps`), "number", or "other" (only
    whether it was answered). `routes` empty: asked on every route.
    """

    code: str
    kind: str
    options: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    when: Expression | None = None
    routes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` is one of: unknown_item, later_item, unknown_option, not_comparable, reserved_option, never_reached,
    never_holds, never_on_route, too_large. `detail` is the code, option, part or route meant."""

    code: str
    problem: str
    detail: str = ""

    @property
    def is_error(self) -> bool:
        return self.problem not in {"never_on_route", "too_large"}


def check(questions: Sequence[Question]) -> list[Finding]:
    """Every finding, in the order of the questions. Dead branches are looked for only where the rest is sound."""
    findings: list[Finding] = []
    earlier: dict[str, Question] = {}
    everything = {question.code: question for question in questions}
    for question in questions:
        found = [
            Finding(question.code, "reserved_option", option) for option in question.options if option in MISSING_STATES
        ]
        if question.when is not None:
            found += _misfits(question.code, question.when, earlier, everything)
            if not found:
                found += _dead(question, question.when, earlier)
        findings += found
        earlier[question.code] = question
    return findings


def _misfits(
    code: str, when: Expression, earlier: Mapping[str, Question], everything: Mapping[str, Question]
) -> Iterator[Finding]:
    for leaf in leaves(when):
        asked = earlier.get(leaf.code)
        if asked is None:
            yield Finding(code, "later_item" if leaf.code in everything else "unknown_item", leaf.code)
        elif isinstance(leaf, Comparison | Membership):
            values = (leaf.value,) if isinstance(leaf, Comparison) else leaf.values
            for value in values:
                if problem := _misfit(asked, value):
                    yield Finding(code, problem, f"{leaf.code} {value}")


def _misfit(asked: Question, value: Value) -> str:
    match asked.kind:
        case "choice" | "multi":
            return "" if not asked.options or str(value) in asked.options else "unknown_option"
        case "scale":
            return "" if not isinstance(value, str) and value in asked.steps else "unknown_option"
        case "number":
            return "not_comparable" if isinstance(value, str) else ""
        case _:
            return "not_comparable"


def _dead(question: Question, when: Expression, earlier: Mapping[str, Question]) -> Iterator[Finding]:
    needed = _needed(when, earlier)
    if _size(needed) > MOST_TRIES:
        yield Finding(question.code, "too_large", " ".join(asked.code for asked, _ in needed))
        return
    if not _reachable(when, needed):
        yield Finding(question.code, "never_reached")
        return
    if isinstance(when, AnyOf):
        for number, part in enumerate(when.parts, start=1):
            if not _reachable(part, needed):
                yield Finding(question.code, "never_holds", str(number))
    for route in sorted(question.routes):
        on_route: Domain = [
            (asked, values if not asked.routes or route in asked.routes else [None]) for asked, values in needed
        ]
        if not _reachable(when, on_route):
            yield Finding(question.code, "never_on_route", route)


type Domain = list[tuple[Question, list[object]]]


def _needed(when: Expression, earlier: Mapping[str, Question]) -> Domain:
    """The items the condition rests on, also through the conditions of those items, with the answers worth trying."""
    codes: set[str] = set()
    waiting = set(codes_in(when))
    conditions = [when]
    while waiting:
        code = waiting.pop()
        codes.add(code)
        condition = earlier[code].when
        if condition is not None:
            conditions.append(condition)
            waiting |= codes_in(condition) - codes
    return [(asked, _answers(asked, conditions)) for code, asked in earlier.items() if code in codes]


def _answers(asked: Question, conditions: Sequence[Expression]) -> list[object]:
    """Missing, and one answer for each way the conditions can tell answers apart."""
    named: list[Value] = []
    for condition in conditions:
        for leaf in leaves(condition):
            if leaf.code == asked.code and not isinstance(leaf, Answered):
                named += [leaf.value] if isinstance(leaf, Comparison) else leaf.values
    if asked.kind == "scale":
        return [None, *asked.steps]
    if asked.kind == "number":
        near = {Decimal(value) + step for value in named if not isinstance(value, str) for step in (-1, 0, 1)}
        return [None, *sorted(near or {Decimal(1)})]
    told_apart = list(dict.fromkeys(str(value) for value in named))
    rest = [option for option in asked.options if option not in told_apart][:1]
    if asked.kind == "multi":
        every = told_apart + rest
        if len(every) > MOST_OPTIONS:
            return [None] * (MOST_TRIES + 1)  # reported as too large, never tried
        return [None, *(one for n in range(1, len(every) + 1) for one in combinations(every, n))]
    return [None, *told_apart, *(rest or ([] if asked.options else ["\0any"]))]


def _size(needed: Domain) -> int:
    size = 1
    for _, values in needed:
        size *= len(values)
    return size


def _reachable(when: Expression, needed: Domain, given: dict[str, object] | None = None) -> bool:
    """Whether some answers make the condition true; an item that is itself hidden has no answer."""
    given = {} if given is None else given
    if not needed:
        return evaluate(when, given)
    (asked, values), rest = needed[0], needed[1:]
    if asked.when is not None and not evaluate(asked.when, given):
        values = [None]
    return any(_reachable(when, rest, given | {asked.code: value}) for value in values)
