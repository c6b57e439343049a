"""Finished, scored again, corrected, reviewed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.protection import fields
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from portal.protection.sealing import unseal
from skills_audit.goal_input import GoalFacts
from skills_audit.models import Audit, BandCorrection, ConflictCopy, Evidence, ScoreRun
from skills_audit.results import (
    NotAReviewer,
    NotFinished,
    OpenConflicts,
    correct_band,
    finish_audit,
    rescore,
    review_audit,
    stored_rows,
)
from skills_audit.scoring import score_json
from skills_audit.scoring.judgement import ReasonMissing
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import audit_of, finished_audit
from tests.skills_audit.demo_answers import demo_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor() -> User:
    return person("social_mentor")


def actions(audit: Audit) -> list[str]:
    return list(
        TrailEntry.objects.filter(record=f"audit:{audit.pk}").order_by("number").values_list("action", flat=True)
    )


def test_a_finished_talk_is_scored_with_the_numbers_of_the_test_vector(mentor: User) -> None:
    audit = finished_audit(client_of(mentor, language="ru"), mentor)

    with acting(mentor):
        run = ScoreRun.objects.get(audit=audit)
        assert run.result["readiness"] == {"claimed": 59.68, "evidenced": 21.44, "strength": 35.92, "coverage": 96.5}
        assert run.scored_input["on"] == "2026-11-01"
        assert score_json(run.scored_input) == run.result
        assert actions(audit) == ["score"]


def test_finishing_ends_the_talk_once_and_says_so_in_the_log(mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, demo_rows("K-2198"))

    with acting(mentor):
        first = finish_audit(audit=audit, by=mentor)
        second = finish_audit(audit=audit, by=mentor)

        assert first.pk == second.pk
        assert Audit.objects.get(pk=audit.pk).state == Audit.State.FINISHED
        assert actions(audit) == ["finish_audit", "score"]


def test_a_talk_with_two_versions_of_an_answer_is_not_finished(mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, demo_rows("K-2198"))

    with acting(mentor):
        answer = audit.answers.first()
        ConflictCopy.objects.create(
            client_id=audit.client_id, answer=answer, operation=audit.pk, content={}, expected_version=0,
            sent_by=mentor, received_at=timezone.now(),
        )  # fmt: skip
        with pytest.raises(OpenConflicts):
            finish_audit(audit=audit, by=mentor)
        assert Audit.objects.get(pk=audit.pk).state == Audit.State.RUNNING


def test_a_stopped_talk_has_no_result(mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, {}, state=Audit.State.STOPPED)

    with acting(mentor), pytest.raises(NotFinished):
        rescore(audit=audit, by=mentor)


def test_better_evidence_adds_a_run_beside_the_old_one(mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    with acting(mentor):
        before = ScoreRun.objects.get(audit=audit)
        Evidence.objects.create(
            client_id=audit.client_id, audit=audit, kind=3, items=["WRK01:e01"], current=True, authentic=True,
            added_by=mentor,
        )  # fmt: skip
        after = rescore(audit=audit, by=mentor)

        assert after.result["domains"]["WRK"]["evidenced"] > before.result["domains"]["WRK"]["evidenced"]
        assert after.result["readiness"]["claimed"] == before.result["readiness"]["claimed"]
        assert ScoreRun.objects.get(pk=before.pk).result == before.result
        assert after.goal_facts == before.goal_facts


def test_evidence_without_its_ticks_counts_one_step_less(mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    with acting(mentor):
        Evidence.objects.create(
            client_id=audit.client_id, audit=audit, kind=3, items=["WRK01:e01"], current=True, added_by=mentor
        )
        assert rescore(audit=audit, by=mentor).scored_input["jobs"][0]["ev"] == 2


def test_scoring_the_same_again_adds_nothing(mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    with acting(mentor):
        rescore(audit=audit, by=mentor)

        assert ScoreRun.objects.filter(audit=audit).count() == 1


def test_what_is_stated_of_the_goal_is_kept_for_the_next_run(mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    with acting(mentor):
        changed = rescore(audit=audit, by=mentor, goal=GoalFacts(latvian=3, hours_per_week=4))

        assert changed.result["goal"]["language_hours"] == 240
        assert rescore(audit=audit, by=mentor).pk == changed.pk


def test_a_band_that_differs_needs_a_reason_and_both_are_kept(mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    with acting(mentor):
        with pytest.raises(ReasonMissing):
            correct_band(audit=audit, band="ready", reason=" ", by=mentor)
        correct_band(audit=audit, band="ready", reason="Strādāja izmēģinājuma dienā.", by=mentor)
        correct_band(audit=audit, band="ready", reason="Strādāja izmēģinājuma dienā.", by=mentor)
        rescore(audit=audit, by=mentor, goal=GoalFacts(latvian=4))

        assert BandCorrection.objects.get(audit=audit).band == "ready"
        assert {run.result["band"] for run in ScoreRun.objects.filter(audit=audit)} == {"supported_entry"}


def test_a_social_worker_reviews_with_a_note_and_a_mentor_does_not(mentor: User) -> None:
    worker = person("social_worker")
    audit = finished_audit(client_of(mentor, worker), mentor)

    with acting(mentor), pytest.raises(NotAReviewer):
        review_audit(audit=audit, note="", by=mentor)
    with acting(worker):
        review_audit(audit=audit, note="Skaidri.", by=worker)
        review_audit(audit=audit, note="Otrreiz", by=worker)

        stored = Audit.objects.get(pk=audit.pk)
        assert (stored.state, stored.reviewed_by, stored.review_note) == (Audit.State.REVIEWED, worker, "Skaidri.")
        assert actions(audit).count("review_audit") == 1


def test_nothing_is_scored_while_the_talk_goes_on(mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, {})

    with acting(mentor), pytest.raises(NotFinished):
        correct_band(audit=audit, band="ready", reason="x", by=mentor)


@pytest.mark.parametrize(
    ("left", "said"),
    [(Fraction(829, 100), "8,3 mēn., pakalpojumā paliek 8,29"), (Fraction(4), "8,3 mēn., pakalpojumā paliek 4")],
    ids=["close", "far"],
)
def test_a_few_days_too_long_can_be_seen_in_the_numbers(left: Fraction, said: str) -> None:
    from skills_audit.explained_goals import _sentences
    from skills_audit.instrument.publishing import instrument_of, publish_instrument
    from skills_audit.result_words import Words
    from skills_audit.scoring.goal_gap import GoalGap, TaskFit

    version = publish_instrument(version="1.0.3")
    none = TaskFit(None, Fraction(0), Fraction(0), Fraction(100))
    gap = GoalGap(none, None, None, None, Fraction(83, 10), left, within_service=False, recognition_first=False)

    assert said in " ".join(_sentences(gap, Words(instrument_of(version.pk, version.sha256), "lv")))


@pytest.mark.parametrize("language", ["lv", "ru", "tr"])
def test_a_number_keeps_its_sign_at_the_end_of_a_line(language: str) -> None:
    from skills_audit.instrument.publishing import instrument_of, publish_instrument
    from skills_audit.result_words import Words

    version = publish_instrument(version="1.0.3")
    said = Words(instrument_of(version.pk, version.sha256), language).sentence("fit", fit=79, known=70)

    assert "70\xa0%" in said or "%\xa070" in said


def test_an_answer_is_opened_when_it_is_read_and_then_once(mentor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = finished_audit(client_of(mentor, language="ru"), mentor)
    opened: list[str] = []

    def noted(sealed: bytes, *, key: bytes, place: str) -> bytes:
        opened.append(place)
        return unseal(sealed, key=key, place=place)

    monkeypatch.setattr(fields, "unseal", noted)

    with acting(mentor):
        rows = stored_rows(audit)
        assert ("GOA01", "") in rows
        assert not opened
        assert rows["GOA01", ""] == rows.get(("GOA01", ""))
        assert len(opened) == 1
        assert len(dict(rows)) == len(opened) == audit.answers.count()
