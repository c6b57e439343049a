"""The language domain: Latvian against what the goal needs, the best bridge language beside it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from skills_audit.scoring.audit_input import Answer, AnswerOrState, AuditInput, Skills, State
from skills_audit.scoring.items import Item, common_state, missing
from skills_audit.scoring.table import Evidence, ScoringTable

NO_SKILL = Answer(0, 0)
BRIDGE = "LAN.bridge"


class LanguageMean(NamedTuple):
    """r and its evidenced part over the skills answered."""

    claim: Fraction
    evidenced: Fraction


def needed_latvian(audit: AuditInput, table: ScoringTable) -> int:
    """q: the CEFR points the goal needs, the table's level where no goal says."""
    return table.languages.target_level if audit.goal is None else audit.goal.latvian


def skills_of(audit: AuditInput, code: str, table: ScoringTable) -> Skills | None:
    """The skills in a language; 0 in each when languages were asked and it is not in the list; None if not asked."""
    if isinstance(audit.languages, State):
        return None
    skills = audit.languages.get(code)
    return dict.fromkeys(table.languages.skills, NO_SKILL) if skills is None else skills


def language_items(audit: AuditInput, table: ScoringTable) -> tuple[Item, Item]:
    """Both items are applicable as soon as languages were asked."""
    return language_item(f"LAN.{table.languages.target}", audit, table), language_item(BRIDGE, audit, table)


def language_item(code: str, audit: AuditInput, table: ScoringTable) -> Item:
    """One of the two."""
    rules = table.languages
    if code == BRIDGE:
        return _item(code, rules.bridge_weight, audit, rules.bridges, rules.bridge_level, table)
    return _item(code, rules.target_weight, audit, (rules.target,), needed_latvian(audit, table), table)


def _item(
    code: str,
    weight: Fraction,
    audit: AuditInput,
    languages: tuple[str, ...],
    needed: int,
    table: ScoringTable,
) -> Item:
    """The best claim and the best evidenced mean over the languages; one language for Latvian itself."""
    sources = tuple(f"languages.{language}" for language in languages)
    if isinstance(audit.languages, State):
        return missing(code, weight, audit.languages, sources)
    found = [skills_of(audit, language, table) or {} for language in languages]
    means = [mean for skills in found if (mean := language_mean(skills.values(), needed, table.evidence))]
    if not means:
        state = common_state(answer for skills in found for answer in skills.values() if isinstance(answer, State))
        return missing(code, weight, State.UNKNOWN if state is State.NOT_ASKED else state, sources)
    claim = max(mean.claim for mean in means)
    return Item(code, weight, None, claim, max(mean.evidenced for mean in means), sources)


def language_mean(answers: Iterable[AnswerOrState], needed: int, evidence: Evidence) -> LanguageMean | None:
    """mean of min(1, p/q), and of the same times e; None without one answered skill. q = 0 needs nothing: 1."""
    answered = [answer for answer in answers if isinstance(answer, Answer)]
    if not answered:
        return None
    if not needed:
        answered, needed = [Answer(1, answer.ev) for answer in answered], 1
    met = [(min(answer.value, needed), evidence.points[answer.ev]) for answer in answered]
    most = needed * len(met)
    claim = Fraction(sum(points for points, _ in met), most)
    return LanguageMean(claim, Fraction(sum(points * e for points, e in met), most * evidence.unit))
