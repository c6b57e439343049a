"""Why a result is what it is: what moves it most, the gates, what is not known, the cheapest proof to collect next.

The parts are codes and exact numbers; the words in both languages belong to whoever shows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from skills_audit.scoring.audit_input import Answer, AuditInput, State
from skills_audit.scoring.goal_gap import task_fit
from skills_audit.scoring.items import DomainScore, Item
from skills_audit.scoring.proofs import Proof, cheapest, worth_of
from skills_audit.scoring.result import Score, score
from skills_audit.scoring.rounding import ZERO, exact_sum, percent, weighted_sum
from skills_audit.scoring.support import support
from skills_audit.scoring.table import ScoringTable

MOST_PULLS = 3
BAND_GATES = ("G1", "G2", "G3")


@dataclass(frozen=True, slots=True)
class Pull:
    """One item and what the result would be without it (None: there would be none). `moves` is the difference, in
    points: positive lifts the result, negative holds it down."""

    item: str
    without: Fraction | None
    moves: Fraction


@dataclass(frozen=True, slots=True)
class NotKnown:
    """An item without a value, and why."""

    item: str
    state: State


@dataclass(frozen=True, slots=True)
class Explanation:
    """Of one result. `proof.gain` is in points of the evidenced side of this result."""

    pulls: tuple[Pull, ...]
    gates: tuple[str, ...]
    not_known: tuple[NotKnown, ...]
    proof: Proof | None


@dataclass(frozen=True)
class Explainer:
    """Explains one result, a part at a time: what nobody asks for is not worked out."""

    audit: AuditInput
    table: ScoringTable
    result: Score

    def domain(self, code: str) -> Explanation:
        domain = self.result.domains[code]
        pulls = (_pull(item.code, domain.claim or ZERO, without) for item, without in self._without[code])
        return Explanation(_top(pulls), (), _missing(domain), self._proofs.get(code))

    def readiness(self) -> Explanation:
        """Its proof is the cheapest of all, its gain in points of evidenced readiness."""
        left_out = self.result.readiness.left_out
        weight = sum((share for code, share in self.table.domains.items() if code not in left_out), ZERO)
        scaled = [
            replace(proof, gain=proof.gain * self.table.domains[code] / weight) for code, proof in self._proofs.items()
        ]
        return Explanation(
            pulls=_top(self._readiness_pulls(weight)),
            gates=tuple(gate for gate in self.result.band.gates if gate in BAND_GATES),
            not_known=self.not_known(),
            proof=max(scaled, key=worth_of, default=None),
        )

    def not_known(self) -> tuple[NotKnown, ...]:
        """Over all domains."""
        return tuple(gap for domain in self.result.domains.values() for gap in _missing(domain))

    def support(self) -> Explanation:
        return _support(self.audit, self.result.support.need, self.table)

    def goal(self) -> Explanation:
        return _goal(self.audit, self.result, self.table)

    @cached_property
    def _proofs(self) -> dict[str, Proof]:
        return cheapest(self.audit, self.result.domains, self.table)

    @cached_property
    def _without(self) -> dict[str, list[tuple[Item, Fraction | None]]]:
        return {code: list(_each_left_out(domain)) for code, domain in self.result.domains.items()}

    def _readiness_pulls(self, weight: Fraction) -> Iterable[Pull]:
        claimed = self.result.readiness.claimed
        if claimed is None:
            return
        total = claimed * weight
        for code, leaving_out in self._without.items():
            share = self.table.domains[code]
            others = total - share * (self.result.domains[code].claim or ZERO)
            for item, without in leaving_out:
                if without is not None:
                    yield _pull(item.code, claimed, (others + share * without) / weight)
                else:  # the domain goes, and its weight with it
                    yield _pull(item.code, claimed, others / (weight - share) if weight != share else None)


def explain(audit: AuditInput, table: ScoringTable, result: Score | None = None) -> dict[str, Explanation]:
    """Explanations by result: the six domains, "readiness", "support", and "goal" where the audit has one."""
    explainer = Explainer(audit, table, result or score(audit, table))
    explained = {code: explainer.domain(code) for code in explainer.result.domains}
    explained |= {"readiness": explainer.readiness(), "support": explainer.support()}
    if explainer.result.goal is not None:
        explained["goal"] = explainer.goal()
    return explained


def _top(pulls: Iterable[Pull]) -> tuple[Pull, ...]:
    """The three that move most, whichever way; those that move nothing explain nothing."""
    moving = [pull for pull in pulls if pull.moves]
    return tuple(sorted(moving, key=lambda pull: -abs(pull.moves))[:MOST_PULLS])


def _pull(item: str, whole: Fraction, without: Fraction | None) -> Pull:
    return Pull(item, without, whole - (ZERO if without is None else without))


def _each_left_out(domain: DomainScore) -> Iterable[tuple[Item, Fraction | None]]:
    """Each answered item, and what the domain would claim without it (F1 over the others)."""
    answered = [item for item in domain.items if item.answered]
    weight = exact_sum(item.weight for item in answered)
    claim = weighted_sum((item.weight, item.claim) for item in answered)
    for item in answered:
        others = weight - item.weight
        yield item, percent(claim - item.weight * item.claim, others) if len(answered) > 1 else None


def _missing(domain: DomainScore) -> tuple[NotKnown, ...]:
    return tuple(NotKnown(item.code, item.state) for item in domain.items if item.state is not None)


def _support(audit: AuditInput, need: Fraction | None, table: ScoringTable) -> Explanation:
    codes = [rule.code for rule in table.answers.values() if rule.support]
    answers = {code: audit.answer(code) for code in codes}
    pulls = []
    for code, answer in answers.items():
        if isinstance(answer, Answer) and need is not None:
            others = {other: content for other, content in audit.answers.items() if other != code}
            pulls.append(_pull(code, need, support(replace(audit, answers=others), table).need))
    missing = tuple(NotKnown(code, answer) for code, answer in answers.items() if isinstance(answer, State))
    return Explanation(_top(pulls), (), missing, None)


def _goal(audit: AuditInput, result: Score, table: ScoringTable) -> Explanation:
    goal, gap = audit.goal, result.goal
    if goal is None or gap is None:
        raise ValueError("the audit has no goal")
    pulls, missing = [], []
    for index, task in enumerate(goal.tasks):
        name = f"goal.tasks[{index}]"
        if isinstance(task.answer, State):
            missing.append(NotKnown(name, task.answer))
        elif gap.tasks.fit is not None:
            others = (*goal.tasks[:index], *goal.tasks[index + 1 :])
            pulls.append(_pull(name, gap.tasks.fit, task_fit(others, table).fit))
    if gap.language_hours is None:
        missing.append(NotKnown(f"languages.{table.languages.target}", State.UNKNOWN))
    elif gap.language_hours and isinstance(goal.hours_per_week, State):
        missing.append(NotKnown("goal.hours_per_week", goal.hours_per_week))
    for name in ("isced", "regulated", "recognised", "months_left"):
        value = getattr(goal, name)
        if isinstance(value, State):
            missing.append(NotKnown(f"goal.{name}", value))
    return Explanation(_top(pulls), ("G4",) if gap.recognition_first else (), tuple(missing), None)
