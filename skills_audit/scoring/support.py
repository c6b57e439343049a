"""Support need (F9): an axis of its own, never mixed into readiness."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AuditInput
from skills_audit.scoring.rounding import HUNDRED
from skills_audit.scoring.table import ScoringTable


@dataclass(frozen=True, slots=True)
class Support:
    """S and its band, None together when nothing was answered. Any `urgent` code means: contact today."""

    need: Fraction | None
    band: str | None
    urgent: tuple[str, ...]


def support(audit: AuditInput, table: ScoringTable) -> Support:
    total = highest = 0
    for rule in table.answers.values():
        if rule.support:
            answer = audit.answer(rule.code)
            if isinstance(answer, Answer):
                total += answer.value
                highest += rule.highest
    if not highest:
        return Support(None, None, audit.urgent)
    need = HUNDRED * Fraction(total, highest)
    return Support(need, table.support_band(need), audit.urgent)
