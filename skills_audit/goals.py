"""From gaps to proposed steps: each gap proposes what its template says, and a person accepts or refuses it.

The gain of a step is found by scoring the audit again as if the step were done (`skills_audit.gains`); what is not
known proposes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from skills_audit.gains import as_if_done
from skills_audit.plan_templates import PlanTemplate, shipped_templates
from skills_audit.scoring.audit_input import Answer, AuditInput, State
from skills_audit.scoring.goal_gap import task_fit
from skills_audit.scoring.next_steps import ProposedStep, rank_steps
from skills_audit.scoring.result import Score, readiness_changed, score
from skills_audit.scoring.rounding import ZERO
from skills_audit.scoring.table import ScoringTable

AT_HAND, SAFELY_GONE = frozenset({"original", "copy", "photo"}), frozenset({"lost", "cannot_ask"})
TRIED = frozenset({"waiting", "recognised", "partly"})
PAPER_EV, SECONDARY = 4, 3


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the plan asks beyond the scored answers; empty means not known.

    `may_work` false also while it is not known. `papers`, `recognition` and `goals` hold the chosen options of EDU04,
    EDU05 and GOA01 over all entries.
    """

    may_work: bool = False
    goals: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    recognition: frozenset[str] = frozenset()
    interpreter_missing: bool = False
    licence_not_exchanged: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a condition may look at."""

    audit: AuditInput
    result: Score
    facts: PlanFacts
    table: ScoringTable

    def value(self, code: str) -> int | None:
        answer = self.audit.answer(code)
        return answer.value if isinstance(answer, Answer) else None


type Condition = Callable[[Situation, PlanTemplate], bool]


def propose_steps(
    audit: AuditInput,
    table: ScoringTable,
    facts: PlanFacts,
    templates: Iterable[PlanTemplate] | None = None,
) -> tuple[ProposedStep, ...]:
    """The steps the gaps propose, in the order of F14. Raises `KeyError` for a condition nobody knows."""
    now = Situation(audit, score(audit, table), facts, table)
    chosen = shipped_templates() if templates is None else templates
    steps = [_step(now, template) for template in chosen if CONDITIONS[template.condition](now, template)]
    return rank_steps(steps, table, may_work=facts.may_work)


def _step(now: Situation, template: PlanTemplate) -> ProposedStep:
    step = ProposedStep(
        template=template.key,
        gap=template.gap,
        months=_months(now, template.track),
        need=(now.value(template.gap) or 0) if template.gap.startswith("SUP") else 0,
        urgent=template.urgent,
        right_to_work=template.right_to_work,
    )
    changed = as_if_done(now.audit, template, now.table)
    if changed is None:
        return step
    fit = ZERO
    if now.result.goal is not None and changed.goal is not None and changed.goal != now.audit.goal:
        fit = (task_fit(changed.goal.tasks, now.table).fit or ZERO) - (now.result.goal.tasks.fit or ZERO)
    after = readiness_changed(changed, now.audit, now.result, now.table)
    gain = (after.claimed or ZERO) - (now.result.readiness.claimed or ZERO)
    return replace(step, gain_fit=fit, gain_readiness=gain)


def _months(now: Situation, track: str) -> Fraction:
    """T: what the goal says of the track, else the table's usual length."""
    goal, gap = now.audit.goal, now.result.goal
    said: Mapping[str, Fraction | State | None] = {}
    if goal is not None and gap is not None:
        said = {
            "language": gap.language_months,
            "recognition": goal.recognition_months,
            "training": goal.training_months,
        }
    months = said.get(track)
    return months if isinstance(months, Fraction) else now.table.step_months[track]


def _need(now: Situation, template: PlanTemplate) -> bool:
    return (now.value(template.gap) or 0) >= template.threshold


def _value_below(now: Situation, template: PlanTemplate) -> bool:
    value = now.value(template.gap)
    return value is not None and value < template.threshold


def _has_papers(now: Situation) -> bool:
    schools = () if isinstance(now.audit.education, State) else now.audit.education
    shown = any(s.ev >= PAPER_EV and isinstance(s.isced, int) and s.isced >= SECONDARY for s in schools)
    return shown or bool(now.facts.papers & AT_HAND)


def _unregulated(now: Situation) -> bool:
    return now.audit.goal is None or now.audit.goal.regulated is not True


def _task_below(now: Situation, template: PlanTemplate) -> bool:
    tasks = () if now.audit.goal is None else now.audit.goal.tasks
    unknown = bool(tasks) and now.result.goal is not None and now.result.goal.tasks.fit is None
    return unknown or any(
        isinstance(task.answer, Answer)
        and task.answer.value < min(template.threshold, now.table.needed[task.importance].aut)
        for task in tasks
    )


def _work_evidence_below(now: Situation, template: PlanTemplate) -> bool:
    jobs = () if isinstance(now.audit.jobs, State) else now.audit.jobs
    return any(job.ev < template.threshold for job in jobs)


def _task_evidence_below(now: Situation, template: PlanTemplate) -> bool:
    cards = () if isinstance(now.audit.tasks, State) else now.audit.tasks
    return any(isinstance(card, Answer) and card.value and card.ev < template.threshold for card in cards)


def _trade_without_papers(now: Situation, template: PlanTemplate) -> bool:
    worked = not isinstance(now.audit.jobs, State) and bool(now.audit.jobs)
    return worked and not _has_papers(now) and _unregulated(now)


def _diploma_not_assessed(now: Situation, template: PlanTemplate) -> bool:
    recognised = now.audit.goal is not None and now.audit.goal.recognised is True
    return _has_papers(now) and not now.facts.recognition & TRIED and not recognised and _unregulated(now)


CONDITIONS: Mapping[str, Condition] = {
    "urgent_or_need": lambda now, t: t.gap in now.audit.urgent or _need(now, t),
    "need": _need,
    "value_below": _value_below,
    "literacy_below": _value_below,
    "digital_mean_below": lambda now, t: as_if_done(now.audit, t, now.table) is not None,
    "latvian_below_goal": lambda now, t: as_if_done(now.audit, t, now.table) is not None,
    "qualification_below_goal": lambda now, t: bool(now.result.goal and now.result.goal.qualification_gap),
    "transversal_below": lambda now, t: as_if_done(now.audit, t, now.table) is not None,
    "goal_regulated_not_recognised": lambda now, t: "G4" in now.result.band.gates,
    "diploma_not_assessed_and_unregulated": _diploma_not_assessed,
    "papers_lost_or_unsafe": lambda now, t: bool(now.facts.papers & SAFELY_GONE),
    "original_not_at_hand": lambda now, t: bool(now.facts.papers & {"lost", "copy", "photo"}),
    "trade_without_papers": _trade_without_papers,
    "work_evidence_below": _work_evidence_below,
    "task_evidence_below": _task_evidence_below,
    "fit_unknown_or_task_below": _task_below,
    "right_to_work_and_goal_job": lambda now, t: now.facts.may_work and "job" in now.facts.goals,
    "interpreter_missing": lambda now, t: now.facts.interpreter_missing,
    "licence_not_exchanged": lambda now, t: now.facts.licence_not_exchanged,
    "coverage_below": lambda now, t: now.result.readiness.coverage < t.threshold,
}
