"""The goal of an audit: what the work needs, and the time there is."""

from __future__ import annotations

from fractions import Fraction

from skills_audit.scoring.audit_input import Goal, GoalTask, State
from skills_audit.scoring.fields import (
    MOST_MONTHS,
    answer,
    mapping,
    one_of,
    quantity_or_state,
    rows,
    state_or_none,
    truth_or_state,
    whole_or_state,
)
from skills_audit.scoring.table import ScoringTable

GOAL_KEYS = frozenset(
    {
        "latvian", "isced", "recognised", "regulated", "tasks",
        "hours_per_week", "recognition_months", "training_months", "months_left",
    }
)  # fmt: skip
GOAL_TASK_KEYS = frozenset({"importance", "aut"})
NOT_ASKED = State.NOT_ASKED
HIGHEST_ISCED = 8
HOURS_IN_A_WEEK = 168


def parse_goal(value: object, table: ScoringTable) -> Goal:
    """The goal in `value`. Latvian that is not stated is the level of the table. Raises `InvalidAudit`."""
    get = mapping(value, GOAL_KEYS, "goal").get
    latvian = whole_or_state(get("latvian", NOT_ASKED), table.languages.highest, "goal.latvian")

    def months(key: str) -> Fraction | State:
        return quantity_or_state(get(key, NOT_ASKED), MOST_MONTHS, f"goal.{key}")

    return Goal(
        latvian=table.languages.target_level if isinstance(latvian, State) else latvian,
        isced=whole_or_state(get("isced", NOT_ASKED), HIGHEST_ISCED, "goal.isced"),
        recognised=truth_or_state(get("recognised", NOT_ASKED), "goal.recognised"),
        regulated=truth_or_state(get("regulated", NOT_ASKED), "goal.regulated"),
        tasks=_goal_tasks(get("tasks", NOT_ASKED), table),
        hours_per_week=quantity_or_state(get("hours_per_week", NOT_ASKED), HOURS_IN_A_WEEK, "goal.hours_per_week"),
        recognition_months=months("recognition_months"),
        training_months=months("training_months"),
        months_left=months("months_left"),
    )


def _goal_tasks(value: object, table: ScoringTable) -> tuple[GoalTask, ...]:
    """A task whose importance is not stated counts as the more demanding kind."""
    if state_or_none(value):
        return ()
    strictest = max(table.needed, key=lambda name: (table.needed[name].aut, table.needed[name].weight))
    tasks = []
    for index, row in enumerate(rows(value, "goal.tasks")):
        where = f"goal.tasks[{index}]"
        get = mapping(row, GOAL_TASK_KEYS, where).get
        importance = one_of(get("importance", NOT_ASKED), table.needed, f"{where}.importance")
        aut = answer(get("aut", NOT_ASKED), table.work.tasks_highest, f"{where}.aut")
        tasks.append(GoalTask(strictest if isinstance(importance, State) else importance, aut))
    return tuple(tasks)
