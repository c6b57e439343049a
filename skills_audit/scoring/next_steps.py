"""The order of proposed steps (F14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from skills_audit.scoring.rounding import ONE, ZERO
from skills_audit.scoring.table import ScoringTable


@dataclass(frozen=True, slots=True)
class ProposedStep:
    """One step that would close one gap.

    `template` is its key among the plan templates, `gap` what proposed it ("SUP08", "LAN", "G4"). `gain_fit` and
    `gain_readiness` are the exact points gained once it is done, `months` its T, `need` the support need 0 to 3.
    """

    template: str
    gap: str
    months: Fraction
    gain_fit: Fraction = ZERO
    gain_readiness: Fraction = ZERO
    need: int = 0
    urgent: bool = False
    right_to_work: bool = False

    def priority(self, table: ScoringTable) -> Fraction:
        """(ΔFit + 0.5 · ΔR) / max(1, T)."""
        gain = self.gain_fit + table.readiness_in_ranking * self.gain_readiness
        return gain / max(ONE, self.months)


def rank_steps(steps: Iterable[ProposedStep], table: ScoringTable, *, may_work: bool) -> tuple[ProposedStep, ...]:
    """Urgent support first, then by priority; equal ones by need, then as given.

    Steps that need the right to work are left out while `may_work` is false: it does not exist or is not known.
    """
    shown = [step for step in steps if may_work or not step.right_to_work]
    return tuple(sorted(shown, key=lambda step: (not step.urgent, -step.priority(table), -step.need)))
