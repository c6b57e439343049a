"""The inclusion plan: what the audit proposes, what the client accepts or refuses, own steps, what is done.

All run inside `acting(by)`. The plan belongs to the client; every change is logged. Once the service has ended, every
write here raises `ServiceEnded`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.prepared_records import PreparedRecords
from portal.protection.trail import record
from skills_audit.actions import ServiceEnded
from skills_audit.goals import PlanFacts, propose_steps
from skills_audit.instrument.walk import VALUE, Answers, entries_of
from skills_audit.models import Audit, Client, Plan, PlanStep
from skills_audit.plan_templates import PlanTemplate, shipped_templates
from skills_audit.profiles import Result
from skills_audit.recognition import shipped_navigator
from skills_audit.scoring import load_table, parse_audit
from skills_audit.service_clock import shipped_rules

WHO = ("client", "mentor", "social_worker", "together", "other")
FROM_TALK = "talk:"
State = PlanStep.State


class ReasonMissing(ValueError):
    """A refused step needs the reason why."""


class UnknownStep(LookupError):
    """Nothing of that name is proposed."""


@dataclass(frozen=True)
class Proposal:
    """A step nobody has accepted or refused yet. `gain` are points of readiness and fit it would bring."""

    key: str
    words: Mapping[str, str]
    who: str
    due_on: date | None
    urgent: bool = False
    gain: float = 0.0
    rule: str | None = None
    agreed: bool = False


def plan_facts(result: Result, today: date) -> PlanFacts:
    """What the templates' conditions ask beyond the scored answers."""
    answers = result.rows
    gates = result.run.result["gates"] if result.run else []
    return PlanFacts(
        may_work=_may_work(answers, today),
        goals=frozenset(_listed(answers, "GOA01")),
        papers=_options(result, "EDU04"),
        recognition=_options(result, "EDU05"),
        interpreter_missing=_value(answers, "SES02") == "none" and "G1" in gates,
        licence_not_exchanged=answers.get(("LIC01", ""), {}).get("exchanged") == "not_exchanged",
    )


def _may_work(answers: Answers, today: date) -> bool:
    """The right to work as a worker confirmed it; not known counts as not there."""
    row = answers.get(("LEG03", ""), {})
    if row.get("state") != VALUE or not row.get("confirmed"):
        return False
    return row.get("value") == "allowed" or (
        row.get("value") == "from_date" and str(row.get("from", "9999")) <= today.isoformat()
    )


def _value(answers: Answers, code: str, entry: str = "") -> Any:
    row = answers.get((code, entry), {})
    return row.get("value") if row.get("state") == VALUE else None


def _listed(answers: Answers, code: str) -> list[str]:
    value = _value(answers, code)
    return [str(one) for one in value] if isinstance(value, list) else []


def _options(result: Result, code: str) -> frozenset[str]:
    entries = entries_of(result.instrument, "EDU", result.rows)
    return frozenset(str(value) for entry in entries if (value := _value(result.rows, code, entry)))


def proposals_of(result: Result, taken: set[str], today: date, said: frozenset[str] = frozenset()) -> list[Proposal]:
    """What the talk agreed and the gaps propose, without what is in the plan or was refused; in the order of F14.

    `taken` are keys decided already, `said` sentences that stand in the plan in the same words.
    """
    found = [
        proposal
        for proposal in agreed_in_talk(result)
        if proposal.key not in taken and not said.intersection(proposal.words.values())
    ]
    run = result.run
    if run is None:
        return found
    table = load_table(run.scoring_version)
    audit = parse_audit(run.scored_input, table)
    templates = {template.key: template for template in shipped_templates()}
    for step in propose_steps(audit, table, plan_facts(result, today)):
        if step.template not in taken:
            template = templates[step.template]
            found.append(
                Proposal(
                    key=template.key,
                    words=template.words,
                    who=template.who,
                    due_on=today + timedelta(days=template.by_when_days),
                    urgent=template.urgent,
                    gain=round(float(step.gain_readiness), 2),
                    rule=template.rule,
                )
            )
    return sorted(found, key=lambda proposal: not proposal.urgent)


def agreed_in_talk(result: Result) -> list[Proposal]:
    """The steps both agreed on at the end of the talk (APP04), in the worker's language."""
    found = []
    for entry in entries_of(result.instrument, "STP", result.rows):
        row = result.rows.get(("APP04", entry), {})
        if row.get("state") == VALUE:
            who = str(row.get("who", "together"))
            words = {result.audit.worker_language: str(row["value"])}
            found.append(Proposal(f"{FROM_TALK}{entry}"[:60], words, who, _day(row.get("by_when")), agreed=True))
    return found


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def plan_of(client: Client) -> Plan | None:
    """The plan, or none yet; read with the client where `client_with_plan` gave it."""
    found: Plan | None = getattr(client, "plan", None)
    return found


client_with_plan: Callable[..., Client | None] = PreparedRecords(
    lambda pk: Client.objects.filter(pk=pk).select_related("plan"), pk=UUID
).first
_steps = PreparedRecords(
    lambda client: PlanStep.objects.filter(client_id=client).order_by(F("due_on").asc(nulls_last=True), "order", "id"),
    client=UUID,
)


def _hold_open(client_id: UUID) -> None:
    """What is written into a plan passes here: the service goes on, and cannot end before the write is done."""
    held = Client.objects.select_for_update(no_key=True, of=("self",)).only("ended_on").get(pk=client_id)
    if held.ended_on is not None:
        raise ServiceEnded


@transaction.atomic
def begin_plan(*, client: Client, by: User, aims: str = "") -> Plan:
    """The client's one plan, made when the first thing is written into it."""
    _hold_open(client.pk)
    plan: Plan
    plan, made = Plan.objects.get_or_create(client=client, defaults={"aims": aims or None})
    if made:
        record("begin_plan", subject=client.pk, record=f"plan:{plan.pk}", actor_id=by.pk)
    return plan


@transaction.atomic
def write_aims(*, client: Client, aims: str, review_on: date | None, by: User) -> Plan:
    """The aims in the client's own words, and when plan and life are compared again."""
    plan = begin_plan(client=client, by=by)
    plan.aims, plan.review_on = aims.strip() or None, review_on
    plan.save(update_fields=["aims", "review_on", "changed_at"])
    record("write_aims", subject=client.pk, record=f"plan:{plan.pk}", actor_id=by.pk)
    return plan


@transaction.atomic
def decide_step(
    *,
    result: Result,
    key: str,
    accept: bool,
    by: User,
    reason: str = "",
    due_on: date | None = None,
    who: str = "",
    aims: str = "",
) -> PlanStep:
    """Accept a proposal into the plan, or refuse it with the reason. Decided once more, the newer decision holds.

    Raises `UnknownStep` and `ReasonMissing`. The same decision sent twice is one.
    """
    if not accept and not reason.strip():
        raise ReasonMissing
    today = timezone.localdate()
    plan = begin_plan(client=result.client, by=by, aims=aims)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    state = State.ACCEPTED if accept else State.REFUSED
    step: PlanStep | None = plan.steps.filter(template=key).first()
    if step is not None and step.state in (state, State.DONE):
        return step
    if step is None:
        proposal = next((p for p in proposals_of(result, set(), today) if p.key == key), None)
        if proposal is None:
            raise UnknownStep(key)
        step = PlanStep(
            client_id=result.client.pk, plan=plan, audit=result.audit, template=key, words=dict(proposal.words),
            who=who or proposal.who, due_on=due_on or proposal.due_on, order=plan.steps.count(),
        )  # fmt: skip
    step.state, step.reason = state, None if accept else reason.strip()
    if accept and due_on:
        step.due_on = due_on
    step.save()
    action = "accept_step" if accept else "refuse_step"
    record(action, subject=result.client.pk, record=f"plan:{plan.pk}", detail={"step": key}, actor_id=by.pk)
    return step


@transaction.atomic
def add_step(
    *, client: Client, words: Mapping[str, str], who: str, due_on: date | None, by: User, audit: Audit | None = None
) -> PlanStep:
    """A step of one's own, in one language or two. The same one sent twice is one."""
    said = {language: text.strip() for language, text in words.items() if text.strip()}
    if not said:
        raise ValueError("a step has words")
    plan = begin_plan(client=client, by=by)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    for there in plan.steps.filter(template="", who=who, due_on=due_on, state=State.ACCEPTED):
        if there.words == said:
            same: PlanStep = there
            return same
    step: PlanStep = PlanStep.objects.create(
        client_id=client.pk, plan=plan, audit=audit, words=said, who=who, due_on=due_on, state=State.ACCEPTED,
        order=plan.steps.count(),
    )  # fmt: skip
    record("add_step", subject=client.pk, record=f"plan:{plan.pk}", actor_id=by.pk)
    return step


@transaction.atomic
def tick_step(*, step: PlanStep, done: bool, by: User, how: str = "", on: date | None = None) -> None:
    """A step is done (how, when), or not done after all."""
    _hold_open(step.client_id)
    step.state = State.DONE if done else State.ACCEPTED
    step.done_on = (on or timezone.localdate()) if done else None
    step.done_how = (how.strip() or None) if done else None
    step.save(update_fields=["state", "done_on", "done_how"])
    record(
        "tick_step" if done else "untick_step", subject=step.client_id, record=f"plan:{step.plan_id}",
        detail={"step": step.template or str(step.pk)}, actor_id=by.pk,
    )  # fmt: skip


@transaction.atomic
def drop_step(*, step: PlanStep, reason: str, by: User) -> None:
    """Take an accepted step out of the plan; it is kept as refused, with the reason."""
    if not reason.strip():
        raise ReasonMissing
    _hold_open(step.client_id)
    step.state, step.reason = State.REFUSED, reason.strip()
    step.save(update_fields=["state", "reason"])
    record("refuse_step", subject=step.client_id, record=f"plan:{step.plan_id}", actor_id=by.pk)


def steps_of(client_id: UUID) -> list[PlanStep]:
    """All steps of a client's plan: what is due first comes first, what has no day last."""
    return _steps(client=client_id)


def rule_checked(key: str) -> date | None:
    """When the rule behind a template was last checked; none where it rests on no rule."""
    template = template_of(key)
    if template is None or not template.rule:
        return None
    rule = template.rule
    way, _, step = rule.partition("/")
    if step:
        return next(one.last_checked for one in shipped_navigator().way(way).steps if one.key == step)
    return next((one.last_checked for one in shipped_rules() if one.key == rule), None)


def template_of(key: str) -> PlanTemplate | None:
    """The shipped template of a step."""
    return next((template for template in shipped_templates() if template.key == key), None)
