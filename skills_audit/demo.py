"""Demo content: the instrument, sixteen cases with their caseloads, answers given through the same actions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import User
from portal.demo.reading import stable_id
from portal.protection.actor import acting, acting_as_system
from portal.protection.keys import make_data_key
from portal.protection.models import CaseAssignment, DataKey
from portal.protection.trail import record
from portal.seams.demo import DemoContent, Say, register
from portal.seams.licence import Licence
from skills_audit import actions
from skills_audit.answers import Stale
from skills_audit.demo_cases import CaseFile, read_cases, said_in
from skills_audit.demo_plans import load_plan
from skills_audit.goal_input import GoalFacts
from skills_audit.instrument.files import shipped_versions
from skills_audit.instrument.publishing import (
    VersionTaken,
    current_version,
    instrument_of,
    publish_instrument,
)
from skills_audit.instrument.wording import CHECKED, MISSING
from skills_audit.models import Audit, Client
from skills_audit.results import correct_band, finish_audit, review_audit
from skills_audit.talk.answering import keep_answer

Part = CaseAssignment.Part
DEMO_LICENCE = Licence(valid=True, reason="demo")
GROWN = "K-9"


def load(say: Say) -> None:
    """Publish the instrument and make the cases that are missing; what people changed in the others stays."""
    for version in shipped_versions():
        try:
            publish_instrument(version=version)
        except VersionTaken:  # the files moved on after it was published here: what audits point at stays
            say(f"instrument {version} stays as it was published")
    file = read_cases(timezone.localdate())
    with acting_as_system("demo"):
        there = set(Client.objects.values_list("code", flat=True))
    for case in file.cases:
        if case["code"] not in there:
            _load_case(case, file)


def reset(say: Say) -> None:
    """Take the demo's own cases away and make them again; what `grow` added goes."""
    codes = [case["code"] for case in read_cases(timezone.localdate()).cases]
    with transaction.atomic(), acting_as_system("demo reset"):
        ours = Q(code__in=codes) | Q(code__regex=rf"^{GROWN}[0-9]{{6}}$")
        found = list(Client.objects.filter(ours).values_list("pk", flat=True))
        Client.objects.filter(pk__in=found).delete()
        CaseAssignment.objects.filter(subject__in=found).delete()
        DataKey.objects.filter(subject__in=found).delete()
    load(say)


def person(key: str) -> User:
    """A demo account by its key."""
    return User.objects.get(email=f"{key}@demo.example")


@transaction.atomic
def _load_case(case: dict[str, Any], file: CaseFile) -> None:
    mentor, worker, senior = person(case["mentor"]), person(case["social_worker"]), person("senior")
    with acting(mentor):
        client = actions.add_client(
            stage=case["stage"], language=case["language"], arrived_on=_needed(file.day(case["arrived_on"])),
            status_on=file.day(case["status_on"]), by=mentor, code=case["code"], key=stable_id("client", case["code"]),
        )  # fmt: skip
    with acting(senior):
        actions.assign_case(client=client, user=worker, part=Part.LEADS, by=senior)
        if substitute := case["substitute"]:
            actions.assign_case(
                client=client, user=person(substitute["person"]), part=Part.SUBSTITUTE, by=senior,
                ends=file.day(substitute["until"]),
            )  # fmt: skip
    with acting(mentor):
        _plan_next(client, case, file, mentor)
        for audit in sorted(case["audits"], key=lambda one: one["started_on"]):
            _load_audit(client, case, audit, file)
        load_plan(client, case["plan"], file.day, mentor)
    with acting_as_system("demo"):
        CaseAssignment.objects.filter(subject=client.pk).exclude(part=Part.SUBSTITUTE).update(starts=client.arrived_on)


def _plan_next(client: Client, case: dict[str, Any], file: CaseFile, mentor: User) -> None:
    if leave := file.day(case["on_leave_until"]):
        client.on_leave_until = leave
        client.save(update_fields=["on_leave_until"])
    if planned := case["next_step"]:
        actions.plan_next_step(
            client=client, words=planned["lv"], on=file.day(planned["due_on"]), urgent=planned["urgent"], by=mentor
        )  # fmt: skip


def _load_audit(client: Client, case: dict[str, Any], given: dict[str, Any], file: CaseFile) -> None:
    by, worker = person(given["by"]), person(case["social_worker"])
    with acting(by):
        audit = actions.start_audit(
            client=client, route=given["route"], client_language=case["language"], by=by, licence=DEMO_LICENCE
        )  # fmt: skip
        instrument = instrument_of(audit.instrument_id, audit.instrument.sha256)
        for item, entry, content in said_in(given, case["identity"], file.move):
            saved = keep_answer(
                audit=audit, instrument=instrument, item=item, entry=entry, content=content, expected=0,
                operation=uuid5(audit.pk, f"{item}/{entry}"), by=by,
            )  # fmt: skip
            assert not isinstance(saved, Stale)
        audit.route, audit.position = given["route"], given["position"] or ""
        audit.save(update_fields=["route", "position"])
        _bring_to(audit, given, file, by, worker)
    _date(audit, given, file)


def _bring_to(audit: Audit, given: dict[str, Any], file: CaseFile, by: User, worker: User) -> None:
    state = given["state"]
    if state == "paused":
        actions.pause_audit(audit=audit, by=by)
    elif state == "stopped":
        actions.stop_audit(audit=audit, by=by)
    elif state in ("finished", "reviewed"):
        # Finished on the day of the file: the score counts years and months from it.
        Audit.objects.filter(pk=audit.pk).update(
            state=Audit.State.FINISHED, finished_at=_noon(file.day(given["finished_on"]))
        )
        audit.refresh_from_db()
        finish_audit(audit=audit, by=by, goal=_goal(given))
        with acting(worker):
            if view := given["worker_view"]:
                correct_band(audit=audit, band=view["band"], reason=_words(view["reason"]), by=worker)
            if state == "reviewed":
                review_audit(audit=audit, note="", by=worker)


def _goal(given: dict[str, Any]) -> GoalFacts:
    """What the case states of its goal; its further tasks are those talked about for the goal only."""
    goal = dict(given["goal"] or {})
    answered = {entry["card"] for entry in given["entries"].get("TSK", ())}
    tasks = {row["card"]: row["aut"] for row in goal.pop("tasks", ()) if row["card"] not in answered}
    return GoalFacts.from_json(goal | {"tasks": tasks})


def _words(reason: Any) -> str:
    return str(reason["lv"] if isinstance(reason, dict) else reason)


def _date(audit: Audit, given: dict[str, Any], file: CaseFile) -> None:
    """The days of the file; the actions wrote today's."""
    times = {
        "started_at": _noon(file.day(given["started_on"])),
        "changed_at": _noon(file.day(given["finished_on"] or given["started_on"])),
    }
    if given["state"] == "reviewed":
        times["reviewed_at"] = times["changed_at"]
    with acting_as_system("demo"):
        Audit.objects.filter(pk=audit.pk).update(**times)


def _noon(day: date | None) -> datetime:
    return timezone.make_aware(datetime.combine(_needed(day), time(12, 3)))


def _needed(day: date | None) -> date:
    assert day is not None
    return day


def report() -> dict[str, object]:
    """Texts of the published instrument by language, and how many of them somebody has checked."""
    version = current_version()
    if version is None:
        return {}
    instrument = instrument_of(version.pk, version.sha256)
    found: dict[str, object] = {}
    for language, words in instrument.words.items():
        states = [words.state(code) for code in instrument.by_code]
        found[language] = {
            "texts": sum(state != MISSING for state in states),
            "checked": sum(state == CHECKED for state in states),
        }
    return {"instrument": found}


@transaction.atomic
def grow(kind: str, number: int, say: Say) -> None:
    """Synthetic clients in the caseload of the second mentor, without talks."""
    if kind != "clients":
        return
    mentor, today = person("mentor2"), timezone.localdate()
    keys = [stable_id("grown client", str(n)) for n in range(number)]
    with acting_as_system("demo growth"):
        there = set(Client.objects.filter(pk__in=keys).values_list("pk", flat=True))
        missing = [(n, key) for n, key in enumerate(keys) if key not in there]
        for _n, key in missing:
            make_data_key(key)
        CaseAssignment.objects.bulk_create(
            CaseAssignment(subject=key, user=mentor, part=Part.CARRIES, given_by=mentor) for _n, key in missing
        )
        Client.objects.bulk_create(_grown(n, key, today) for n, key in missing)
        record("grow", record="demo", detail={"clients": len(missing)})


def _grown(n: int, key: UUID, today: date) -> Client:
    stages, languages = list(Client.Stage.values), ("ar", "ru", "uk", "fa", "vi", "en")
    arrived = date.fromordinal(today.toordinal() - n % 80)
    return Client(
        id=key, code=f"{GROWN}{n:06}", stage=stages[n % len(stages)], language=languages[n % len(languages)],
        arrived_on=arrived, status_on=None,
    )  # fmt: skip


register(DemoContent(name="skills audit", order=50, load=load, reset=reset, grow=grow, report=report))
