"""What a scoring table must hold beyond its shape."""

from __future__ import annotations

from skills_audit.scoring.rounding import HUNDRED, ONE, ZERO
from skills_audit.scoring.table import DOMAINS, ScoringTable


class TableProblem(ValueError):
    """The scoring table cannot be used; the message says where."""


def check_table(table: ScoringTable) -> None:
    """Raises `TableProblem` at the first thing that does not fit."""
    if tuple(table.domains) != DOMAINS or sum(table.domains.values()) != ONE:
        raise TableProblem(f"domains must be {', '.join(DOMAINS)} in this order and add up to 1")
    factors = [table.evidence.factor(ev) for ev in range(len(table.evidence.points))]
    for name, shares in (("evidence_factors", factors), ("education.shares", table.education.shares)):
        if list(shares) != sorted(shares) or shares[0] != ZERO or shares[-1] != ONE:
            raise TableProblem(f"{name} must rise from 0 to 1")
    for name, bands in (("bands", table.bands), ("support_bands", table.support_bands)):
        begins = [band.begins for band in bands]
        if begins[0] != ZERO or begins != sorted(set(begins)) or begins[-1] > HUNDRED:
            raise TableProblem(f"{name} must begin at 0 and rise within 100")
    if len(factors) != len(table.proof_effort):
        raise TableProblem("proof_effort needs one number for each step of evidence")
    codes = {band.code for band in table.bands}
    if not {table.gates.language_cap, table.gates.literacy_cap} <= codes:
        raise TableProblem("a gate caps at a band that does not exist")
    for rule in table.answers.values():
        if rule.highest_ev >= len(factors) or (rule.group and rule.group not in table.groups):
            raise TableProblem(f"answer {rule.code} names an evidence step or a group that does not exist")
