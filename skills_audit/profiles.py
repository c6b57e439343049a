"""Reading a result: the audit, its runs, corrections and evidence, and the profile they make. Inside `acting(user)`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import F, QuerySet

from portal.protection.cases import opened_record
from portal.protection.prepared_records import PreparedRecords
from skills_audit.explanations import Profile, profile_of
from skills_audit.goal_input import GoalFacts
from skills_audit.inputs import Place, places_of
from skills_audit.instrument.definition import Instrument
from skills_audit.models import Audit, BandCorrection, Client, Evidence, ScoreRun
from skills_audit.result_words import Words
from skills_audit.results import Rows, instrument_for, stored_rows
from skills_audit.scoring import load_table

DONE = (Audit.State.FINISHED, Audit.State.REVIEWED)


@dataclass
class Result:
    """One finished audit; its answers and what else was found and said about it are read when they are asked for."""

    audit: Audit
    instrument: Instrument

    @cached_property
    def rows(self) -> Rows:
        return stored_rows(self.audit)

    @cached_property
    def evidence(self) -> list[Evidence]:
        return _evidence(audit=self.audit.pk)

    @cached_property
    def runs(self) -> list[ScoreRun]:
        """The latest first."""
        return _runs(audit=self.audit.pk)

    @cached_property
    def corrections(self) -> list[BandCorrection]:
        """The latest first."""
        return _corrections(audit=self.audit.pk)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where in the talk each part of the scored input was told."""
        return places_of(self.instrument, load_table(self.instrument.scoring), self.rows)

    @property
    def client(self) -> Client:
        return self.audit.client

    @property
    def run(self) -> ScoreRun | None:
        return self.runs[0] if self.runs else None

    @property
    def correction(self) -> BandCorrection | None:
        return self.corrections[0] if self.corrections else None

    @property
    def facts(self) -> GoalFacts:
        return GoalFacts.from_json(self.run.goal_facts if self.run else None)

    def profile(self, language: str, *, own_voice: bool = False) -> Profile | None:
        """The latest run in words of one language; `own_voice` as on the client's copy."""
        if self.run is None:
            return None
        return profile_of(
            self.run.scored_input,
            self.run.result,
            load_table(self.run.scoring_version),
            Words(self.instrument, language),
            self,
            own_voice=own_voice,
        )


def finished_audits() -> QuerySet[Audit]:
    """Finished audits the actor may see, with client and instrument but without the instrument's texts."""
    found: QuerySet[Audit] = (
        Audit.objects.filter(state__in=DONE)
        .annotate(digest=F("instrument__sha256"), instrument_version=F("instrument__version"))
        .select_related("client", "started_by", "reviewed_by")
    )
    return found


def open_result(client_id: UUID, audit_id: UUID, *, action: str = "view", what: str = "profile") -> Result:
    """The result of a finished audit, with its log entry; a foreign one is not there."""
    found = _finished.first(audit=audit_id, client=client_id)
    return result_of(opened_record(found, client=client_id, action=action, what=what))


def latest_result(client_id: UUID) -> Result | None:
    """Of the latest finished audit; none yet is no obstacle."""
    audit = _latest.first(client=client_id)
    return result_of(audit) if audit is not None else None


_finished = PreparedRecords(
    lambda audit, client: finished_audits().filter(pk=audit, client_id=client), audit=UUID, client=UUID
)
_latest = PreparedRecords(
    lambda client: finished_audits().filter(client_id=client).order_by("-finished_at")[:1], client=UUID
)
_evidence = PreparedRecords(
    lambda audit: (
        Evidence.objects.filter(audit_id=audit, taken_back_at__isnull=True).defer("file").order_by("added_at")
    ),
    audit=UUID,
)
_runs = PreparedRecords(lambda audit: ScoreRun.objects.filter(audit_id=audit).select_related("ran_by"), audit=UUID)
_corrections = PreparedRecords(
    lambda audit: BandCorrection.objects.filter(audit_id=audit).select_related("corrected_by"), audit=UUID
)


def result_of(audit: Audit) -> Result:
    """The result of a finished audit that was opened already."""
    return Result(audit=audit, instrument=instrument_for(audit))
