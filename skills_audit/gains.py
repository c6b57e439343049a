"""The audit as it would be with one step of the plan done, so that scoring it again tells what the step gains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from skills_audit.plan_templates import PlanTemplate
from skills_audit.scoring.audit_input import Answer, AuditInput, Schooling, State
from skills_audit.scoring.languages import needed_latvian, skills_of
from skills_audit.scoring.rounding import ONE
from skills_audit.scoring.table import ScoringTable


def as_if_done(audit: AuditInput, template: PlanTemplate, table: ScoringTable) -> AuditInput | None:
    """The changed audit; None where the step closes no gap the score can see. Only known answers are raised."""
    match template.condition:
        case "latvian_below_goal":
            return _latvian(audit, table)
        case "value_below" | "literacy_below":
            return _raised(audit, [template.gap], template.threshold)
        case "digital_mean_below":
            return _digital(audit, template, table)
        case "transversal_below":
            codes = [rule.code for rule in table.answers.values() if rule.domain == template.gap]
            return _raised(audit, codes, template.threshold)
        case "fit_unknown_or_task_below":
            return _tasks(audit, table)
        case "qualification_below_goal":
            return _qualification(audit)
        case _:
            return None


def _raised(audit: AuditInput, codes: Iterable[str], reach: int) -> AuditInput | None:
    raised: Mapping[str, Answer] = {
        code: Answer(reach, answer.ev)
        for code in codes
        if isinstance(answer := audit.answer(code), Answer) and answer.value < reach
    }
    return replace(audit, answers={**audit.answers, **raised}) if raised else None


def _digital(audit: AuditInput, template: PlanTemplate, table: ScoringTable) -> AuditInput | None:
    """Raised where the mean of the group lies below the threshold."""
    group = next(group for group in table.groups.values() if template.gap in group.members)
    known = [answer.value for code in group.members if isinstance(answer := audit.answer(code), Answer)]
    if not known or sum(known) >= template.threshold * len(known):
        return None
    return _raised(audit, group.members, template.threshold)


def _latvian(audit: AuditInput, table: ScoringTable) -> AuditInput | None:
    target, needed = table.languages.target, needed_latvian(audit, table)
    skills = skills_of(audit, target, table)
    if skills is None or isinstance(audit.languages, State):
        return None
    reached = {
        skill: Answer(max(answer.value, needed), answer.ev) if isinstance(answer, Answer) else answer
        for skill, answer in skills.items()
    }
    if reached == dict(skills):
        return None
    return replace(audit, languages={**audit.languages, target: reached})


def _tasks(audit: AuditInput, table: ScoringTable) -> AuditInput | None:
    if audit.goal is None:
        return None
    tasks = tuple(
        task._replace(answer=Answer(max(task.answer.value, table.needed[task.importance].aut), task.answer.ev))
        if isinstance(task.answer, Answer)
        else task
        for task in audit.goal.tasks
    )
    return replace(audit, goal=replace(audit.goal, tasks=tasks))


def _qualification(audit: AuditInput) -> AuditInput | None:
    if audit.goal is None or isinstance(audit.goal.isced, State) or isinstance(audit.education, State):
        return None
    school = Schooling(audit.goal.isced, completed=True, share=ONE, ev=0)
    return replace(audit, education=(*audit.education, school))
