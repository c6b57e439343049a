"""Why a result is what it is: what moves it most, the gates, what is not known, the cheapest proof to collect next.

The parts are codes and exact numbers; the words in both languages belong to whoever shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AuditInput, State
from skills_audit.scoring.goal_gap import task_fit
from skills_audit.scoring.items import DomainScore, domain_score
from skills_audit.scoring.proofs import Proof, cheapest, proofs
from skills_audit.scoring.readiness import readiness
from skills_audit.scoring.result import Score, score
from skills_audit.scoring.rounding import ZERO
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


def explain(audit: AuditInput, table: ScoringTable, result: Score | None = None) -> dict[str, Explanation]:
    """Explanations by result: the six domains, "readiness", "support", and "goal" where the audit has one."""
    result = result or score(audit, table)
    domains = result.domains
    found = list(proofs(audit, domains, table))
    explained = {}
    for code, domain in domains.items():
        best = cheapest([proof for proof in found if proof.domain == code])
        explained[code] = Explanation(_top(_domain_pulls(domain)), (), _missing(domain), best)
    explained["readiness"] = Explanation(
        pulls=_top(_readiness_pulls(domains, result.readiness.claimed, table)),
        gates=tuple(gate for gate in result.band.gates if gate in BAND_GATES),
        not_known=tuple(gap for domain in domains.values() for gap in _missing(domain)),
        proof=cheapest(_in_readiness(found, domains, table)),
    )
    explained["support"] = _support(audit, result.support.need, table)
    if result.goal is not None:
        explained["goal"] = _goal(audit, result, table)
    return explained


def _top(pulls: Iterable[Pull]) -> tuple[Pull, ...]:
    """The three that move most, whichever way; those that move nothing explain nothing."""
    moving = [pull for pull in pulls if pull.moves]
    return tuple(sorted(moving, key=lambda pull: -abs(pull.moves))[:MOST_PULLS])


def _pull(item: str, whole: Fraction, without: Fraction | None) -> Pull:
    return Pull(item, without, whole - (ZERO if without is None else without))


def _domain_pulls(domain: DomainScore) -> Iterable[Pull]:
    for item in domain.items:
        if item.answered and domain.claim is not None:
            yield _pull(item.code, domain.claim, _leaving_out(domain, item.code).claim)


def _leaving_out(domain: DomainScore, code: str) -> DomainScore:
    return domain_score(domain.code, (item for item in domain.items if item.code != code))


def _readiness_pulls(
    domains: Mapping[str, DomainScore], claimed: Fraction | None, table: ScoringTable
) -> Iterable[Pull]:
    if claimed is None:
        return
    for code, domain in domains.items():
        for item in domain.items:
            if item.answered:
                others = {**domains, code: _leaving_out(domain, item.code)}
                yield _pull(item.code, claimed, readiness(others, table).claimed)


def _missing(domain: DomainScore) -> tuple[NotKnown, ...]:
    return tuple(NotKnown(item.code, item.state) for item in domain.items if item.state is not None)


def _in_readiness(found: list[Proof], domains: Mapping[str, DomainScore], table: ScoringTable) -> list[Proof]:
    """The same proofs with their gain in points of evidenced readiness."""
    valued = [share for code, share in table.domains.items() if domains[code].claim is not None]
    weight = sum(valued, ZERO)
    return [replace(proof, gain=proof.gain * table.domains[proof.domain] / weight) for proof in found]


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
