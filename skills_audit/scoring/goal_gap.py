"""What lies between the client and a goal: tasks, language, qualification, time (F10 to F13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AuditInput, Goal, GoalTask, State
from skills_audit.scoring.languages import needed_latvian, skills_of
from skills_audit.scoring.readiness import recognition_first
from skills_audit.scoring.rounding import HUNDRED, ZERO, exact_sum, percent, weighted_sum
from skills_audit.scoring.table import ScoringTable


@dataclass(frozen=True, slots=True)
class TaskFit:
    """F10. `fit` is None when no needed task is known; the range is then 0 to 100."""

    fit: Fraction | None
    coverage: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class GoalGap:
    """Exact values; None is "not known". `months` runs over the tracks whose length is known, in parallel."""

    tasks: TaskFit
    language_hours: int | None
    language_months: Fraction | None
    qualification_gap: int | None
    months: Fraction | None
    months_left: Fraction | None
    within_service: bool | None
    recognition_first: bool


def goal_gap(audit: AuditInput, table: ScoringTable) -> GoalGap | None:
    """The gap to the goal of the audit; None when it has none."""
    goal = audit.goal
    if goal is None:
        return None
    hours = language_hours(audit, table)
    language = _language_months(hours, goal, table)
    never = bool(hours) and goal.hours_per_week == 0
    tracks = [
        track
        for track in (language, _known(goal.recognition_months), _known(goal.training_months))
        if track is not None
    ]
    months = max(tracks) if tracks and not never else None
    left = _known(goal.months_left)
    within = None
    if left is not None and (never or months is not None):
        within = months is not None and months <= left
    return GoalGap(
        tasks=task_fit(goal.tasks, table),
        language_hours=hours,
        language_months=language,
        qualification_gap=qualification_gap(audit),
        months=months,
        months_left=left,
        within_service=within,
        recognition_first=recognition_first(audit),
    )


def task_fit(tasks: Iterable[GoalTask], table: ScoringTable) -> TaskFit:
    """F10: a task not known stays unknown; it widens the range instead of lowering the fit."""
    rules = [(table.needed[task.importance], task.answer) for task in tasks]
    answered = [(rule, answer.value) for rule, answer in rules if isinstance(answer, Answer)]
    if not answered:
        return TaskFit(None, ZERO, ZERO, HUNDRED)
    total = exact_sum(rule.weight for rule, _ in rules)
    known = exact_sum(rule.weight for rule, _ in answered)
    met = weighted_sum((rule.weight, Fraction(min(value, rule.aut), rule.aut)) for rule, value in answered)
    coverage, low = percent(known, total), percent(met, total)
    return TaskFit(percent(met, known), coverage, low, low + HUNDRED - coverage)


def language_hours(audit: AuditInput, table: ScoringTable) -> int | None:
    """F11: hours for the largest shortfall among the answered skills of Latvian; None when none is known."""
    skills = skills_of(audit, table.languages.target, table)
    values = [answer.value for answer in (skills or {}).values() if isinstance(answer, Answer)]
    if not values:
        return None
    return max(0, needed_latvian(audit, table) - min(values)) * table.languages.hours_per_step


def _language_months(hours: int | None, goal: Goal, table: ScoringTable) -> Fraction | None:
    if not hours:
        return None if hours is None else ZERO
    if isinstance(goal.hours_per_week, State) or not goal.hours_per_week:
        return None
    return hours / (table.languages.weeks_per_month * goal.hours_per_week)


def level_held(audit: AuditInput) -> int | None:
    """The highest ISCED level held; an unfinished one counts as the one below; None when not known."""
    if isinstance(audit.education, State):
        return None
    levels = [
        school.isced if school.completed is True else max(0, school.isced - 1)
        for school in audit.education
        if not isinstance(school.isced, State)
    ]
    if not levels and audit.education:
        return None
    return max(levels, default=0)


def qualification_gap(audit: AuditInput) -> int | None:
    """F12 in ISCED levels; None when the goal's level or the client's is not known."""
    held = level_held(audit)
    if audit.goal is None or isinstance(audit.goal.isced, State) or held is None:
        return None
    return max(0, audit.goal.isced - held)


def _known(value: Fraction | State) -> Fraction | None:
    return None if isinstance(value, State) else value
