"""How much of a practice is known: what a reader in Latvia needs, and what nobody has found yet. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# In the order in which gaps are named.
FIELDS = (
    "context", "objectives", "activities", "results", "evaluation", "target_groups", "legal_statuses", "ages",
    "provider", "scale", "cost_band", "funding", "started", "contact", "sources", "verified",
)  # fmt: skip


@dataclass(frozen=True)
class Completeness:
    """`known` of `total` fields; `gaps` names the others."""

    known: int
    total: int
    gaps: tuple[str, ...]


def completeness(practice: Mapping[str, Any]) -> Completeness:
    """`practice` holds a value per name of `FIELDS`; an empty one, or a name left out, is a gap."""
    gaps = tuple(name for name in FIELDS if not practice.get(name))
    return Completeness(len(FIELDS) - len(gaps), len(FIELDS), gaps)
