"""Readiness as a range, its band, and the gates that cap the band (F5 to F8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AuditInput, State
from skills_audit.scoring.items import DomainScore
from skills_audit.scoring.languages import skills_of
from skills_audit.scoring.rounding import ZERO, exact_sum, percent, weighted_sum
from skills_audit.scoring.table import ScoringTable


@dataclass(frozen=True, slots=True)
class Readiness:
    """R and R_e (None together when no domain has a value), and coverage over all domains.

    `left_out` names the domains without a value: the page says that the others were weighed without them.
    """

    claimed: Fraction | None
    evidenced: Fraction | None
    coverage: Fraction
    left_out: tuple[str, ...]

    @property
    def strength(self) -> Fraction | None:
        if self.claimed is None or self.evidenced is None:
            return None
        return percent(self.evidenced, self.claimed) if self.claimed else ZERO


@dataclass(frozen=True, slots=True)
class BandResult:
    """`band` after the gates (None under G3), `before_gates` of R alone, `gates` those whose condition holds."""

    band: str | None
    before_gates: str | None
    stable: bool | None
    gates: tuple[str, ...]


def readiness(domains: Mapping[str, DomainScore], table: ScoringTable) -> Readiness:
    """F5, F6: weights are spread over the domains that have a value; coverage is not."""
    valued, left_out = [], []
    for code, share in table.domains.items():
        domain = domains[code]
        if domain.claim is None or domain.evidenced is None:
            left_out.append(code)
        else:
            valued.append((share, domain.claim, domain.evidenced))
    coverage = weighted_sum((share, domains[code].coverage) for code, share in table.domains.items())
    if not valued:
        return Readiness(None, None, coverage, tuple(left_out))
    weight = exact_sum(share for share, _, _ in valued)
    claimed = weighted_sum((share, claim) for share, claim, _ in valued)
    evidenced = weighted_sum((share, shown) for share, _, shown in valued)
    return Readiness(claimed / weight, evidenced / weight, coverage, tuple(left_out))


def band_result(audit: AuditInput, result: Readiness, table: ScoringTable) -> BandResult:
    """F7, F8. A gate never raises a band; G3 takes it away whatever else holds."""
    gates = []
    caps = []
    if _language_gate(audit, table):
        gates.append("G1")
        caps.append(table.gates.language_cap)
    literacy = audit.answer(table.gates.literacy_answer)
    if isinstance(literacy, Answer) and literacy.value < table.gates.literacy_below:
        gates.append("G2")
        caps.append(table.gates.literacy_cap)
    too_little = result.coverage < table.gates.coverage_below
    if too_little:
        gates.append("G3")
    if recognition_first(audit):
        gates.append("G4")
    if result.claimed is None or result.evidenced is None:
        return BandResult(None, None, None, tuple(gates))
    before = table.band(result.claimed)
    stable = table.band(result.evidenced) == before
    order = [band.code for band in table.bands]
    capped = min([before, *caps], key=order.index)
    return BandResult(None if too_little else capped, before, stable, tuple(gates))


def recognition_first(audit: AuditInput) -> bool:
    """G4: the work is regulated, and nothing says that the client's qualification has been recognised."""
    return audit.goal is not None and audit.goal.regulated is True and audit.goal.recognised is not True


def _language_gate(audit: AuditInput, table: ScoringTable) -> bool:
    """G1 on known values only: what is not known can neither close the gate nor count as a bridge."""
    gates = table.gates
    target = skills_of(audit, table.languages.target, table)
    if isinstance(audit.languages, State) or target is None:
        return False
    answers = [target[skill] for skill in gates.target_skills]
    if not any(isinstance(answer, Answer) and answer.value < gates.target_below for answer in answers):
        return False
    for code in table.languages.bridges:
        answer = (skills_of(audit, code, table) or {})[gates.bridge_skill]
        if not isinstance(answer, Answer) or answer.value >= gates.bridge_from:
            return False
    return True
