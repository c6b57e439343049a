"""What lies between the client and each work wanted, in words: fit, language, qualification, time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from skills_audit.goal_input import GoalFacts, goal_of, wanted_occupations
from skills_audit.instrument.walk import Answers
from skills_audit.result_words import Words
from skills_audit.scoring.audit_input import AuditInput
from skills_audit.scoring.goal_gap import GoalGap, goal_gap
from skills_audit.scoring.goal_parsing import parse_goal
from skills_audit.scoring.rounding import shown, shown_or_none
from skills_audit.scoring.table import ScoringTable

MOST_GOALS = 3


@dataclass(frozen=True)
class ExplainedGoal:
    """`fit`, `low`, `high`, `known` are points of 100 (None: nothing known); `sentences` say the same and more."""

    code: str
    name: str
    fit: float | None
    known: float
    low: float
    high: float
    recognition_first: bool
    within_service: bool | None
    sentences: tuple[str, ...]
    regulated: bool | None


def explained_goals(
    audit: AuditInput,
    table: ScoringTable,
    answers: Answers,
    facts: GoalFacts,
    months_left: Fraction | None,
    words: Words,
) -> list[ExplainedGoal]:
    """The works wanted within a year, the first as it was scored; what was stated of it holds for the first only."""
    main = facts.occupation or next(iter(wanted_occupations(answers)), None)
    codes = [code for code in dict.fromkeys((main, *wanted_occupations(answers))) if code][:MOST_GOALS]
    shared = GoalFacts(latvian=facts.latvian, hours_per_week=facts.hours_per_week)
    goals = []
    for code in codes:
        stated = facts if code == main else replace(shared, occupation=code)
        data = goal_of(words.instrument, table, answers, replace(stated, occupation=code), months_left)
        goal = parse_goal(data, table) if code != main or audit.goal is None else audit.goal
        gap = goal_gap(replace(audit, goal=goal), table)
        if gap is not None:
            regulated = goal.regulated if isinstance(goal.regulated, bool) else None
            goals.append(_explained(code, gap, regulated, words))
    return goals


def _explained(code: str, gap: GoalGap, regulated: bool | None, words: Words) -> ExplainedGoal:
    return ExplainedGoal(
        code=code,
        name=words.named("occupations", code),
        fit=shown_or_none(gap.tasks.fit),
        known=shown(gap.tasks.coverage),
        low=shown(gap.tasks.low),
        high=shown(gap.tasks.high),
        recognition_first=gap.recognition_first,
        within_service=gap.within_service,
        sentences=tuple(_sentences(gap, words)),
        regulated=regulated,
    )


def _sentences(gap: GoalGap, words: Words) -> Iterable[str]:
    if gap.recognition_first:
        yield words.gate("G4")
    if gap.tasks.fit is None:
        yield words.sentence("fit_unknown")
    else:
        known = words.whole(shown(gap.tasks.coverage))
        yield words.sentence("fit", fit=words.whole(shown(gap.tasks.fit)), known=known)
        if gap.tasks.low != gap.tasks.high:
            low, high = (words.whole(shown(end)) for end in (gap.tasks.low, gap.tasks.high))
            yield words.sentence("fit_range", low=low, high=high)
    if gap.language_hours is not None:
        key = "language_hours" if gap.language_hours else "language_reached"
        yield words.sentence(key, hours=gap.language_hours)
    if gap.qualification_gap:
        yield words.sentence("qualification", levels=gap.qualification_gap)
    if gap.within_service is not None and gap.months is not None:
        ends = shown(gap.months), shown_or_none(gap.months_left)
        months, left = (words.number(end, 1) for end in ends)
        if months == left and not gap.within_service:  # a few days too long: said so that it can be seen
            months, left = (words.number(end, 2) for end in ends)
        yield words.sentence("within" if gap.within_service else "beyond", months=months, left=left)
