"""What follows a talk: it is finished and scored, scored again, corrected, reviewed. Nothing is ever overwritten.

All run inside `acting(by)`: row-level security refuses what the person may not touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.trail import record
from portal.seams.access import SENIOR_SOCIAL_WORKER, SOCIAL_WORKER
from skills_audit.goal_input import GoalFacts
from skills_audit.inputs import best_levels, scoring_input
from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.publishing import instrument_of
from skills_audit.models import Audit, BandCorrection, Client, ConflictCopy, Evidence, ScoreRun
from skills_audit.querysets import contents_of
from skills_audit.scoring import load_table, parse_audit, score
from skills_audit.scoring.judgement import settle_band
from skills_audit.service_clock import NoRule, ServiceFacts, months_left, read_clock, shipped_rules

REVIEWERS = (SOCIAL_WORKER, SENIOR_SOCIAL_WORKER)
LONGEST_TEXT = 2000

type Rows = Mapping[tuple[str, str], dict[str, Any]]


class NotFinished(Exception):
    """The talk is still going on, or was stopped: there is no result yet."""


class OpenConflicts(Exception):
    """An answer still has two versions; a person settles which holds before the talk is scored."""


class NotAReviewer(Exception):
    """A social worker or a senior social worker reviews audits, and nobody else."""


def instrument_for(audit: Audit) -> Instrument:
    """The instrument the audit began with; read once per process."""
    digest = getattr(audit, "digest", None)
    return instrument_of(audit.instrument_id, audit.instrument.sha256 if digest is None else digest)


def stored_rows(audit: Audit) -> Rows:
    """The contents of an audit by item and entry."""
    return contents_of(audit=audit.pk)


def service_facts(client: Client) -> ServiceFacts:
    """What the service clock reads of a client."""
    return ServiceFacts(
        arrived_on=client.arrived_on,
        status_on=client.status_on,
        plan_done_on=client.plan_done_on,
        stopped_on=client.ended_on,
    )


def input_of(audit: Audit, *, goal: GoalFacts | None = None) -> dict[str, Any]:
    """The input of an audit as it stands: its answers and evidence, on the day the talk was finished."""
    instrument = instrument_for(audit)
    on = timezone.localdate(audit.finished_at) if audit.finished_at else timezone.localdate()
    try:
        left = months_left(read_clock(shipped_rules(), service_facts(audit.client), on))
    except NoRule:
        left = None
    records = Evidence.objects.filter(audit=audit, taken_back_at__isnull=True).defer("file")
    return scoring_input(
        instrument,
        load_table(instrument.scoring),
        stored_rows(audit),
        on=on,
        levels=best_levels((record.items, record.level) for record in records),
        goal=goal,
        months_left=left,
    )


@transaction.atomic
def finish_audit(*, audit: Audit, by: User, goal: GoalFacts | None = None) -> ScoreRun:
    """End the talk and score it. Done once: finishing again gives the run that is there."""
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if locked.state in Audit.OPEN:
        if ConflictCopy.objects.filter(answer__audit=locked, settled_at__isnull=True).exists():
            raise OpenConflicts
        locked.state, locked.finished_at = Audit.State.FINISHED, timezone.now()
        locked.save(update_fields=["state", "finished_at", "changed_at"])
        record("finish_audit", subject=locked.client_id, record=f"audit:{locked.pk}", actor_id=by.pk)
    audit.state, audit.finished_at = locked.state, locked.finished_at
    there: ScoreRun | None = ScoreRun.objects.filter(audit=locked).first()
    return there or rescore(audit=locked, by=by, goal=goal)


@transaction.atomic
def rescore(*, audit: Audit, by: User | None, goal: GoalFacts | None = None) -> ScoreRun:
    """Score a finished audit with its own table, beside the runs there are; the same input adds no second run.

    `goal` None keeps what the last run was told of the goal. Raises `NotFinished`.
    """
    Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)  # two at once would both add a run
    if audit.state not in (Audit.State.FINISHED, Audit.State.REVIEWED):
        raise NotFinished
    last: ScoreRun | None = ScoreRun.objects.filter(audit=audit).first()
    facts = goal if goal is not None else GoalFacts.from_json(last.goal_facts if last else None)
    data = input_of(audit, goal=facts)
    table = load_table(instrument_for(audit).scoring)
    if last and (last.scored_input, last.scoring_version, last.goal_facts or {}) == (
        data, table.version, facts.as_json(),
    ):  # fmt: skip
        return last
    run: ScoreRun = ScoreRun.objects.create(
        client_id=audit.client_id,
        audit=audit,
        scoring_version=table.version,
        scored_input=data,
        result=score(parse_audit(data, table), table).as_json(),
        goal_facts=facts.as_json(),
        ran_by=by,
    )
    record(
        "score", subject=audit.client_id, record=f"audit:{audit.pk}",
        detail={"table": table.version, "digest": table.digest[:12]}, actor_id=by.pk if by else None,
    )  # fmt: skip
    return run


@transaction.atomic
def correct_band(*, audit: Audit, band: str, reason: str, by: User) -> BandCorrection:
    """The worker's own band, kept beside the computed one. Raises `ReasonMissing` and `NotFinished`.

    The same correction sent twice is one.
    """
    Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    run = ScoreRun.objects.filter(audit=audit).first()
    if run is None:
        raise NotFinished
    judgement = settle_band(run.result["band"], band, reason, load_table(run.scoring_version))
    last: BandCorrection | None = BandCorrection.objects.filter(audit=audit).first()
    if last and (last.band, last.reason, last.corrected_by_id) == (band, judgement.reason, by.pk):
        return last
    correction: BandCorrection = BandCorrection.objects.create(
        client_id=audit.client_id, audit=audit, band=band, reason=judgement.reason, corrected_by=by
    )
    record("correct_band", subject=audit.client_id, record=f"audit:{audit.pk}", actor_id=by.pk)
    return correction


@transaction.atomic
def review_audit(*, audit: Audit, note: str, by: User) -> None:
    """Mark a finished audit as reviewed, with a note for the mentor. Once; a second time changes nothing."""
    if not any(by.has_role(role) for role in REVIEWERS):
        raise NotAReviewer
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if locked.state == Audit.State.REVIEWED:
        return
    if locked.state != Audit.State.FINISHED:
        raise NotFinished
    locked.state, locked.reviewed_at, locked.reviewed_by = Audit.State.REVIEWED, timezone.now(), by
    locked.review_note = note.strip() or None
    locked.save(update_fields=["state", "reviewed_at", "reviewed_by", "review_note", "changed_at"])
    audit.state = locked.state
    record("review_audit", subject=locked.client_id, record=f"audit:{locked.pk}", actor_id=by.pk)
