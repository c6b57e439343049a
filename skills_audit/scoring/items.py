"""Items, and the four numbers of a domain (F1 to F4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from skills_audit.scoring.audit_input import Answer, AnswerOrState, State
from skills_audit.scoring.rounding import ZERO, exact_sum, percent, weighted_sum
from skills_audit.scoring.table import Evidence


class Item(NamedTuple):
    """One weighted item of a domain.

    `state` is None when the item was answered; then `claim` is c and `evidenced` is v, 0 ≤ v ≤ c ≤ 1. Otherwise both
    are 0 and mean nothing. `sources` are the places in the audit the item rests on.
    """

    code: str
    weight: Fraction
    state: State | None
    claim: Fraction
    evidenced: Fraction
    sources: tuple[str, ...]

    @property
    def answered(self) -> bool:
        return self.state is None

    @property
    def applicable(self) -> bool:
        return self.state is not State.NOT_ASKED


@dataclass(frozen=True, slots=True)
class DomainScore:
    """Exact numbers from 0 to 100. `claim` and `evidenced` are None together, when nothing was answered."""

    code: str
    items: tuple[Item, ...]
    claim: Fraction | None
    evidenced: Fraction | None
    coverage: Fraction

    @property
    def strength(self) -> Fraction | None:
        """F2. Nothing claimed leaves it undefined and is shown as 0."""
        if self.claim is None or self.evidenced is None:
            return None
        return percent(self.evidenced, self.claim) if self.claim else ZERO


def missing(code: str, weight: Fraction, state: State, sources: tuple[str, ...]) -> Item:
    return Item(code, weight, state, ZERO, ZERO, sources)


def domain_score(code: str, items: Iterable[Item]) -> DomainScore:
    """F1, F3, F4 over the items: N are the answered ones, A those that were asked."""
    items = tuple(items)
    answered = [item for item in items if item.state is None]
    if not answered:
        return DomainScore(code, items, None, None, ZERO)
    weight = exact_sum(item.weight for item in answered)
    asked = exact_sum(item.weight for item in items if item.state is not State.NOT_ASKED)
    claim = weighted_sum((item.weight, item.claim) for item in answered)
    evidenced = weighted_sum((item.weight, item.evidenced) for item in answered)
    return DomainScore(code, items, percent(claim, weight), percent(evidenced, weight), percent(weight, asked))


def common_state(states: Iterable[State]) -> State:
    """The state of an item none of whose parts has a value, whatever their order: asked as soon as one part was."""
    found = set(states)
    for state in (State.DECLINED, State.UNKNOWN):
        if state in found:
            return state
    return State.NOT_ASKED


def mean_item(
    code: str,
    weight: Fraction,
    parts: Mapping[str, AnswerOrState],
    highest: int,
    evidence: Evidence,
) -> Item:
    """One item out of several answers: their mean share of the scale, over the answers with a value.

    v is the mean of value · e, so a well shown part carries its own weight only.
    """
    answered = [part for part in parts.values() if isinstance(part, Answer)]
    sources = tuple(parts)
    if not answered:
        return missing(code, weight, common_state(p for p in parts.values() if isinstance(p, State)), sources)
    scale = highest * len(answered)
    claim = Fraction(sum(part.value for part in answered), scale)
    evidenced = Fraction(sum(part.value * evidence.points[part.ev] for part in answered), scale * evidence.unit)
    return Item(code, weight, None, claim, evidenced, sources)
