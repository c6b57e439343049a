"""The whole score of one audit: the pure function that the screen, the command and every re-scoring share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skills_audit.scoring.audit_input import AuditInput
from skills_audit.scoring.domains import domains_touched, score_domain, score_domains
from skills_audit.scoring.goal_gap import GoalGap, goal_gap
from skills_audit.scoring.items import DomainScore
from skills_audit.scoring.parsing import parse_audit
from skills_audit.scoring.readiness import BandResult, Readiness, band_result, readiness
from skills_audit.scoring.rounding import shown, shown_or_none
from skills_audit.scoring.support import Support, support
from skills_audit.scoring.table import ScoringTable
from skills_audit.scoring.table_file import current_table

type Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Score:
    """Exact results; only `as_json` rounds."""

    version: str
    domains: Mapping[str, DomainScore]
    readiness: Readiness
    band: BandResult
    support: Support
    goal: GoalGap | None

    def as_json(self) -> Json:
        """What is stored, shown and printed: numbers half up to two decimals, None where there is no value."""
        return {
            "scoring": self.version,
            "domains": {code: _domain(domain) for code, domain in self.domains.items()},
            "readiness": {
                "claimed": shown_or_none(self.readiness.claimed),
                "evidenced": shown_or_none(self.readiness.evidenced),
                "strength": shown_or_none(self.readiness.strength),
                "coverage": shown(self.readiness.coverage),
            },
            "band": self.band.band,
            "band_before_gates": self.band.before_gates,
            "band_stable": self.band.stable,
            "gates": list(self.band.gates),
            "support": {
                "need": shown_or_none(self.support.need),
                "band": self.support.band,
                "urgent": list(self.support.urgent),
            },
            "goal": None if self.goal is None else _goal(self.goal),
        }


def score(audit: AuditInput, table: ScoringTable) -> Score:
    """Scores a checked audit. Same audit, same table: the same result bit for bit; no clock, no order of repeats."""
    domains = score_domains(audit, table)
    overall = readiness(domains, table)
    return Score(
        version=table.version,
        domains=domains,
        readiness=overall,
        band=band_result(audit, overall, table),
        support=support(audit, table),
        goal=goal_gap(audit, table),
    )


def readiness_changed(changed: AuditInput, audit: AuditInput, result: Score, table: ScoringTable) -> Readiness:
    """`score(changed, table).readiness`, where `result` is the score of `audit`: domains that read no change are taken
    over."""
    touched = domains_touched(audit, changed, table)
    domains = {
        code: score_domain(code, changed, table) if code in touched else domain
        for code, domain in result.domains.items()
    }
    return readiness(domains, table)


def score_json(data: object, table: ScoringTable | None = None) -> Json:
    """From one decoded JSON object to the result of section 8. Raises `InvalidAudit`."""
    table = table or current_table()
    return score(parse_audit(data, table), table).as_json()


def _domain(domain: DomainScore) -> Json:
    return {
        "claim": shown_or_none(domain.claim),
        "strength": shown_or_none(domain.strength),
        "evidenced": shown_or_none(domain.evidenced),
        "coverage": shown(domain.coverage),
    }


def _goal(goal: GoalGap) -> Json:
    return {
        "fit": shown_or_none(goal.tasks.fit),
        "coverage": shown(goal.tasks.coverage),
        "low": shown(goal.tasks.low),
        "high": shown(goal.tasks.high),
        "language_hours": goal.language_hours,
        "language_months": shown_or_none(goal.language_months),
        "qualification_gap": goal.qualification_gap,
        "months": shown_or_none(goal.months),
        "months_left": shown_or_none(goal.months_left),
        "within_service": goal.within_service,
        "recognition_first": goal.recognition_first,
    }
