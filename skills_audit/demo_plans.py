"""The demo cases' plans, written through the same actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from portal.accounts.models import User
from skills_audit.models import Client, PlanStep
from skills_audit.plan_templates import shipped_templates
from skills_audit.planning import add_step, tick_step, write_aims

type Day = Callable[[date | None], date | None]


def load_plan(client: Client, plan: dict[str, Any] | None, day: Day, by: User) -> None:
    """Aims, review and steps of one case. Runs inside `acting(by)`."""
    if plan is None:
        return
    write_aims(client=client, aims="\n".join(plan["aims"]), review_on=day(plan["review_on"]), by=by)
    shipped = {template.key: template.words for template in shipped_templates()}
    for number, row in enumerate(plan["steps"]):
        # What the case says itself goes before the template; the template brings the client's language.
        words = {**shipped.get(row["template"] or "", {}), **row["words"]}
        step = add_step(client=client, words=words, who=row["who"], due_on=day(row["due_on"]), by=by)
        _name(step, row["template"] or "", number)
        if row["state"] == PlanStep.State.DONE:
            tick_step(step=step, done=True, on=day(row["done_on"]), by=by)


def _name(step: PlanStep, template: str, number: int) -> None:
    step.template, step.order = template, number
    step.save(update_fields=["template", "order"])
