"""The worker's own band beside the computed one (F16)."""

from __future__ import annotations

from dataclasses import dataclass

from skills_audit.scoring.table import ScoringTable


class ReasonMissing(ValueError):
    """A worker's band that differs from the computed one needs a reason."""


@dataclass(frozen=True, slots=True)
class BandJudgement:
    """Both bands are kept. `shown` is the worker's where there is one; no recomputation replaces it."""

    computed: str | None
    worker: str | None
    reason: str

    @property
    def shown(self) -> str | None:
        return self.worker or self.computed

    @property
    def differs(self) -> bool:
        return self.worker is not None and self.worker != self.computed

    def recomputed(self, computed: str | None) -> BandJudgement:
        """The judgement after a new score run: the computed band moves, the worker's stays with its reason."""
        return BandJudgement(computed, self.worker, self.reason)


def settle_band(computed: str | None, worker: str | None, reason: str, table: ScoringTable) -> BandJudgement:
    """Raises `ReasonMissing` when the bands differ without a reason, `ValueError` for a band that does not exist."""
    if worker is not None and worker not in {band.code for band in table.bands}:
        raise ValueError(f"{worker!r} is no band")
    if worker is not None and worker != computed and not reason.strip():
        raise ReasonMissing("a band that differs needs a reason")
    return BandJudgement(computed, worker, reason.strip())
