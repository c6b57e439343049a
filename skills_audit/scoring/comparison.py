"""What changed between two audits (F15): only over answers that both have and that mean the same.

Both sides are cut down to their common answers and scored again with one table and one goal, so that a new question,
a declined one or a raised goal never looks like progress or loss. Answers are counted as the client gave them (a skill
of a language, a task card); a list of schools or jobs counts as one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from skills_audit.scoring.audit_input import Answer, AnswerOrState, AuditInput, Goal, Skills, State
from skills_audit.scoring.languages import needed_latvian, skills_of
from skills_audit.scoring.result import score
from skills_audit.scoring.table import DOMAINS, ScoringTable

type Arrow = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class Change:
    """Exact values over the common answers; `arrow` follows the claim and is None where too few answers carry it.

    `code` is a domain, "readiness", or "support" (there "up" means more need).
    """

    code: str
    common: int
    claim_before: Fraction | None
    claim_after: Fraction | None
    evidenced_before: Fraction | None
    evidenced_after: Fraction | None
    arrow: Arrow | None


def compare(
    before: AuditInput,
    after: AuditInput,
    table: ScoringTable,
    *,
    not_comparable: Collection[str] = (),
    same_task_cards: bool = False,
) -> dict[str, Change]:
    """Changes by domain, then "readiness" and "support".

    Recoding by the crosswalk comes first and is the caller's; `not_comparable` holds the answers it rules out, named
    as in `answered_in`. Task cards are compared only when both audits used the same cards in the same order.
    """
    common = answered_in(before, table) & answered_in(after, table) - set(not_comparable)
    if not same_task_cards:
        common = frozenset(key for key in common if not key.startswith("tasks["))
    goal = Goal(latvian=needed_latvian(after, table))
    old = score(replace(restricted(before, common, table), goal=goal), table)
    new = score(replace(restricted(after, common, table), goal=goal), table)
    changes = {}
    for code in DOMAINS:
        count = sum(_domain_of(key, table) == code for key in common)
        was, now = old.domains[code], new.domains[code]
        changes[code] = _change(code, count, was.claim, now.claim, was.evidenced, now.evidenced, table)
    count = sum(change.common for change in changes.values())
    one, two = old.readiness, new.readiness
    changes["readiness"] = _change("readiness", count, one.claimed, two.claimed, one.evidenced, two.evidenced, table)
    count = sum(key in table.answers and table.answers[key].support for key in common)
    changes["support"] = _change("support", count, old.support.need, new.support.need, None, None, table)
    return changes


def answered_in(audit: AuditInput, table: ScoringTable) -> frozenset[str]:
    """The answers with a value: "TRV01", "languages.lav.listening", "education", "courses", "jobs", "tasks[0]".

    A language of the scoring that is not in an asked list is answered: it counts as 0.
    """
    keys = {code for code, answer in audit.answers.items() if isinstance(answer, Answer)}
    for language in (table.languages.target, *table.languages.bridges):
        for skill, answer in (skills_of(audit, language, table) or {}).items():
            if isinstance(answer, Answer):
                keys.add(f"languages.{language}.{skill}")
    for name, rows in (("education", audit.education), ("courses", audit.courses), ("jobs", audit.jobs)):
        if not isinstance(rows, State):
            keys.add(name)
    if not isinstance(audit.tasks, State):
        keys.update(f"tasks[{n}]" for n, card in enumerate(audit.tasks) if isinstance(card, Answer))
    return frozenset(keys)


def restricted(audit: AuditInput, keys: Collection[str], table: ScoringTable) -> AuditInput:
    """The audit with nothing but the answers named in `keys`; all others count as not asked."""
    languages: dict[str, Skills] = {}
    for language in (table.languages.target, *table.languages.bridges):
        skills = skills_of(audit, language, table) or {}
        languages[language] = {
            skill: _kept(skills.get(skill, State.NOT_ASKED), f"languages.{language}.{skill}" in keys)
            for skill in table.languages.skills
        }
    asked = any(key.startswith("languages.") for key in keys)
    tasks = audit.tasks
    if not isinstance(tasks, State):
        tasks = tuple(_kept(card, f"tasks[{n}]" in keys) for n, card in enumerate(tasks))
    return replace(
        audit,
        languages=languages if asked else State.NOT_ASKED,
        answers={code: answer for code, answer in audit.answers.items() if code in keys},
        education=audit.education if "education" in keys else State.NOT_ASKED,
        courses=audit.courses if "courses" in keys else State.NOT_ASKED,
        jobs=audit.jobs if "jobs" in keys else State.NOT_ASKED,
        tasks=tasks,
    )


def _kept(answer: AnswerOrState, keep: bool) -> AnswerOrState:
    return answer if keep else State.NOT_ASKED


def _domain_of(key: str, table: ScoringTable) -> str | None:
    if key in table.answers:
        rule = table.answers[key]
        return table.groups[rule.group].domain if rule.group else rule.domain
    if key.startswith("languages."):
        return "LAN"
    return "EDU" if key in {"education", "courses"} else "WRK"


def _change(
    code: str,
    common: int,
    claim_before: Fraction | None,
    claim_after: Fraction | None,
    evidenced_before: Fraction | None,
    evidenced_after: Fraction | None,
    table: ScoringTable,
) -> Change:
    arrow: Arrow | None = None
    if common >= table.least_items and claim_before is not None and claim_after is not None:
        arrow = "same" if claim_after == claim_before else "up" if claim_after > claim_before else "down"
    return Change(code, common, claim_before, claim_after, evidenced_before, evidenced_after, arrow)
