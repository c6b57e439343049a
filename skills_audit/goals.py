"""From gaps to proposed steps: each gap proposes one, and a person accepts or refuses it with a reason.

The gain of a step is found by scoring the audit again as if the step were done; nothing is guessed beside that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AuditInput, Goal, Schooling, State
from skills_audit.scoring.explanation import explain
from skills_audit.scoring.goal_gap import level_held
from skills_audit.scoring.languages import needed_latvian, skills_of
from skills_audit.scoring.next_steps import ProposedStep, rank_steps
from skills_audit.scoring.result import Score, score
from skills_audit.scoring.rounding import ONE, ZERO
from skills_audit.scoring.table import ScoringTable

BY_ANSWER = (("literacy", "LND01"), ("numbers", "LND03"))
BY_PREFIX = (("digital", ("LND04", "LND05", "LND06", "LND07", "LND08")),)
BY_DOMAIN = (("transversal", "TRV"), ("labour_market", "JSR"))


def propose_steps(audit: AuditInput, table: ScoringTable, *, may_work: bool) -> tuple[ProposedStep, ...]:
    """The steps the gaps of an audit propose, in the order of F14. What is not known proposes nothing.

    `may_work` false (also while it is not known) leaves out the steps that need the right to work.
    """
    result = score(audit, table)
    steps = [
        *_support_steps(audit, table),
        *_language_step(audit, result, table),
        *_answer_steps(audit, result, table),
        *_qualification_steps(audit, result, table),
        *_practice_steps(audit, result, table),
        *_proof_step(audit, result, table),
    ]
    return rank_steps(steps, table, may_work=may_work)


def _done(step: ProposedStep, before: Score, changed: AuditInput, table: ScoringTable) -> ProposedStep:
    """The step with what it gains in fit and readiness."""
    after = score(changed, table)
    fit = ZERO
    if before.goal is not None and after.goal is not None:
        fit = (after.goal.tasks.fit or ZERO) - (before.goal.tasks.fit or ZERO)
    gain = (after.readiness.claimed or ZERO) - (before.readiness.claimed or ZERO)
    return replace(step, gain_fit=fit, gain_readiness=gain)


def _step(kind: str, subject: str, table: ScoringTable, months: Fraction | State | None = None) -> ProposedStep:
    rule = table.steps[kind]
    return ProposedStep(
        kind=kind,
        subject=subject,
        months=months if isinstance(months, Fraction) else rule.months,
        reach=rule.reach,
        right_to_work=rule.right_to_work,
    )


def _support_steps(audit: AuditInput, table: ScoringTable) -> Iterator[ProposedStep]:
    for rule in table.answers.values():
        if rule.support:
            answer = audit.answer(rule.code)
            need = answer.value if isinstance(answer, Answer) else 0
            urgent = rule.code in audit.urgent
            if urgent or need:
                yield replace(_step("support", rule.code, table), need=need, urgent=urgent, reach=None)


def _language_step(audit: AuditInput, before: Score, table: ScoringTable) -> Iterator[ProposedStep]:
    target, needed = table.languages.target, needed_latvian(audit, table)
    skills = skills_of(audit, target, table)
    if skills is None or isinstance(audit.languages, State):
        return
    reached = {
        skill: Answer(max(answer.value, needed), answer.ev) if isinstance(answer, Answer) else answer
        for skill, answer in skills.items()
    }
    if reached != dict(skills):
        months = before.goal.language_months if before.goal is not None else None
        step = replace(_step("latvian", f"languages.{target}", table, months), reach=needed)
        yield _done(step, before, replace(audit, languages={**audit.languages, target: reached}), table)


def _answer_steps(audit: AuditInput, before: Score, table: ScoringTable) -> Iterator[ProposedStep]:
    kinds: list[tuple[str, str, tuple[str, ...]]] = [(kind, code, (code,)) for kind, code in BY_ANSWER]
    kinds += [(kind, codes[0], codes) for kind, codes in BY_PREFIX]
    for kind, domain in BY_DOMAIN:
        kinds += [(kind, rule.code, (rule.code,)) for rule in table.answers.values() if rule.domain == domain]
    for kind, subject, codes in kinds:
        reach = table.steps[kind].reach or 0
        raised: Mapping[str, Answer] = {
            code: Answer(reach, answer.ev)
            for code in codes
            if isinstance(answer := audit.answer(code), Answer) and answer.value < reach
        }
        if raised:
            changed = replace(audit, answers={**audit.answers, **raised})
            named = subject if subject in raised else next(iter(raised))
            yield _done(_step(kind, named, table), before, changed, table)


def _qualification_steps(audit: AuditInput, before: Score, table: ScoringTable) -> Iterator[ProposedStep]:
    goal, gap = audit.goal, before.goal
    if goal is None or gap is None:
        return
    held = level_held(audit)
    if gap.recognition_first or (goal.recognised is False and not gap.qualification_gap and held and goal.isced):
        yield _step("recognition", "education", table, goal.recognition_months)
    if gap.qualification_gap and not isinstance(audit.education, State) and not isinstance(goal.isced, State):
        school = Schooling(goal.isced, completed=True, share=ONE, ev=0)
        step = replace(_step("education", "goal.isced", table, _given(goal)), reach=goal.isced)
        yield _done(step, before, replace(audit, education=(*audit.education, school)), table)


def _given(goal: Goal) -> Fraction | State | None:
    """Training of no length is no training: then the usual length counts."""
    return goal.training_months or None


def _practice_steps(audit: AuditInput, before: Score, table: ScoringTable) -> Iterator[ProposedStep]:
    goal = audit.goal
    if goal is None:
        return
    for index, task in enumerate(goal.tasks):
        needed = table.needed[task.importance].aut
        if isinstance(task.answer, Answer) and task.answer.value < needed:
            done = task._replace(answer=Answer(needed, task.answer.ev))
            tasks = (*goal.tasks[:index], done, *goal.tasks[index + 1 :])
            step = replace(_step("practice", f"goal.tasks[{index}]", table), reach=needed)
            yield _done(step, before, replace(audit, goal=replace(goal, tasks=tasks)), table)


def _proof_step(audit: AuditInput, before: Score, table: ScoringTable) -> Iterator[ProposedStep]:
    proof = explain(audit, table, before)["readiness"].proof
    if proof is not None:
        yield replace(_step("proof", proof.source, table), reach=proof.ev)
