"""The templates of plan steps: readable data that says which gap proposes what, who does it, and by when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).resolve().parent / "scoring_tables" / "plan_steps.yaml"
THRESHOLD = re.compile(r"(?P<name>[a-z_]+?)(?:_(?P<number>[0-9]+))?")
NOT_WORDS = frozenset(
    {"key", "gap", "when", "who", "by_when_days", "rule", "needs_right_to_work", "urgent", "months", "note"}
)


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """One template. `condition` and `threshold` are `when` taken apart ("value_below_2": "value_below", 2).

    `track` is the part of the time to the goal it fills: language, recognition, training or none. `rule` names the
    dated rule to show with it. `words` is its sentence by language.
    """

    key: str
    gap: str
    condition: str
    threshold: int
    who: str
    by_when_days: int
    rule: str | None
    right_to_work: bool
    urgent: bool
    track: str
    words: Mapping[str, str]


@cache
def shipped_templates() -> tuple[PlanTemplate, ...]:
    """The templates that come with the product, in the order of their file."""
    data: Mapping[str, Any] = yaml.safe_load(TEMPLATES.read_text(encoding="utf-8"))
    return tuple(read_template(row) for row in data["steps"])


def read_template(row: Mapping[str, Any]) -> PlanTemplate:
    """A template from one entry of the file."""
    found = THRESHOLD.fullmatch(row["when"])
    if found is None:
        raise ValueError(f"template {row['key']}: {row['when']!r} is no condition")
    return PlanTemplate(
        key=row["key"],
        gap=row["gap"],
        condition=found["name"],
        threshold=int(found["number"] or 0),
        who=row["who"],
        by_when_days=row["by_when_days"],
        rule=row["rule"],
        right_to_work=row["needs_right_to_work"],
        urgent=row["urgent"],
        track=row["months"],
        words={key: text for key, text in row.items() if key not in NOT_WORDS},
    )
