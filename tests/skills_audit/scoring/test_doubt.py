"""What decides in doubt: the cases the description settles in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from skills_audit.scoring import score_json
from skills_audit.scoring.rounding import shown
from tests.skills_audit.scoring.vector import vector

ALL = ("listening", "reading", "conversation", "speaking", "writing")


def language(code, level, ev=0):
    return {"code": code} | {skill: [level, ev] for skill in ALL}


def domain(code, **audit):
    return score_json(audit)["domains"][code]


EMPTY = {"claim": None, "strength": None, "evidenced": None, "coverage": 0}
ZERO = {"claim": 0, "strength": 0, "evidenced": 0, "coverage": 100}


@pytest.mark.parametrize("code", ["LAN", "LND", "EDU", "WRK", "TRV", "JSR"])
def test_a_domain_nobody_asked_has_no_numbers(code):
    assert domain(code) == EMPTY


@pytest.mark.parametrize("state", ["declined", "unknown", "not_asked"])
def test_a_domain_without_any_value_has_no_numbers_whatever_the_reason(state):
    assert domain("TRV", answers={"TRV01": state}) == EMPTY
    assert domain("LAN", languages=state) == EMPTY
    assert domain("EDU", education=state, courses=state) == EMPTY
    assert domain("WRK", jobs=state, tasks=state) == EMPTY


def test_no_languages_no_schooling_no_courses_no_jobs_are_answers_of_zero():
    assert domain("LAN", languages=[]) == ZERO
    assert domain("EDU", education=[], courses={"count": 0}) == ZERO
    assert domain("WRK", jobs=[]) == ZERO


def test_no_task_card_means_that_no_occupation_was_chosen():
    assert domain("WRK", tasks=[]) == EMPTY
    assert domain("WRK", jobs=[], tasks=[])["coverage"] == 100


def test_latvian_that_is_not_in_the_list_counts_as_zero():
    result = domain("LAN", languages=[language("rus", 3, 5)])
    assert (result["claim"], result["evidenced"], result["coverage"]) == (30, 30, 100)


def test_a_bridge_language_counts_by_the_best_claim_and_by_the_best_evidence():
    result = domain("LAN", languages=[language("lav", 0), language("eng", 3, 0), language("rus", 2, 5)])
    assert (result["claim"], result["evidenced"]) == (30, 20)


def test_a_language_means_over_the_skills_that_were_answered():
    result = domain("LAN", languages=[{"code": "lav", "listening": 2, "writing": "declined"}])
    assert (result["claim"], result["coverage"]) == (70, 100)


def test_latvian_in_the_list_without_one_answer_is_asked_but_not_known():
    result = domain("LAN", languages=[{"code": "lav", "reading": "declined"}, language("eng", 3)])
    assert (result["claim"], result["coverage"]) == (100, 30)


def test_the_goal_decides_how_much_latvian_is_enough():
    audit = {"languages": [language("lav", 2)]}
    assert domain("LAN", **audit)["claim"] == 70
    assert domain("LAN", **audit, goal={"latvian": 4})["claim"] == 35
    assert domain("LAN", **audit, goal={"latvian": "unknown"})["claim"] == 70


@pytest.mark.parametrize(
    ("school", "claim"),
    [
        ({"isced": 0, "completed": False, "share": 1}, 0),
        ({"isced": 1, "completed": False, "share": 1}, 7.5),
        ({"isced": 3, "completed": False, "share": 0.5}, 35),
        ({"isced": 8, "completed": False, "share": 0}, 95),
        ({"isced": 8, "completed": True}, 100),
        ({"isced": 3, "completed": False}, 30),
    ],
)
def test_an_unfinished_level_is_the_one_below_and_half_the_step_by_the_share_done(school, claim):
    assert domain("EDU", education=[school])["claim"] == claim


def test_the_highest_school_claimed_and_the_best_shown_may_be_two():
    schools = [{"isced": 6, "completed": True, "ev": 0}, {"isced": 3, "completed": True, "ev": 5}]
    result = domain("EDU", education=schools)
    assert (result["claim"], result["evidenced"]) == (85, 50)


def job(months=60, ended=None, intensity="full", ev=0):
    return {"months": months, "intensity": intensity, "ended": ended, "ev": ev}


@pytest.mark.parametrize(
    ("ended", "claim"),
    [
        (None, 100),
        ("2026-11-01", 100),
        ("2027-05-01", 100),
        ("2026-10-02", 100),
        ("2026-10-01", 99.5),
        ("2025-11-02", 94.5),
        ("2025-11-01", 94),
        ("1990-01-01", 40),
    ],
)
def test_years_since_a_job_ended_are_completed_calendar_months(ended, claim):
    assert domain("WRK", on="2026-11-01", jobs=[job(ended=ended)])["claim"] == claim


def test_one_job_counts_for_sixty_months_at_most_and_all_together_too():
    assert domain("WRK", jobs=[job(months=240, intensity="part")])["claim"] == 50
    assert domain("WRK", jobs=[job(), job(months=30, ev=5)])["claim"] == 100
    assert domain("WRK", jobs=[job(), job(months=30, ev=5)])["evidenced"] == 50


def test_what_a_job_does_not_say_counts_as_the_least_it_can_be():
    assert domain("WRK", jobs=[{"months": 60}])["claim"] == 20
    assert domain("WRK", jobs=[job(ended="2026-01-01")])["claim"] == 40
    assert domain("WRK", jobs=[job(months="unknown")]) == EMPTY


def test_strength_is_evidenced_by_claimed_also_for_readiness():
    assert score_json(vector())["readiness"]["strength"] == 35.92
    assert score_json({"jobs": []})["readiness"] == {"claimed": 0, "evidenced": 0, "strength": 0, "coverage": 25}


def test_readiness_spreads_its_weights_and_coverage_does_not():
    result = score_json({"answers": {"TRV01": 4, "JSR01": 0}})
    assert result["readiness"]["claimed"] == 60
    assert result["readiness"]["coverage"] == 25


def test_too_little_asked_takes_the_band_away_whatever_else_holds():
    result = score_json({"answers": {"TRV01": 4, "LND01": 0}})
    assert (result["band"], result["band_before_gates"]) == (None, "supported_entry")
    assert result["gates"] == ["G2", "G3"]


def high(**changes):
    answers = {f"TRV{n:02}": 4 for n in range(1, 11)} | {"LND01": 4, "LND03": 3, "LND04": 4, "JSR01": 3}
    full = {"languages": [language("lav", 4)], "education": [{"isced": 7, "completed": True}], "jobs": [job()]}
    return score_json(full | {"answers": answers} | changes)


def test_no_latvian_and_no_bridge_language_caps_the_band():
    weak = [{"code": "lav", "listening": 0, "conversation": 4}]
    assert high()["band"] == "ready"
    capped = high(languages=weak)
    assert (capped["band"], capped["gates"]) == ("preparing", ["G1"])
    assert capped["band_before_gates"] != "preparing"
    assert high(languages=[])["gates"] == ["G1"]
    assert high(languages=[*weak, {"code": "eng", "conversation": 2}])["gates"] == []
    assert high(languages=[*weak, {"code": "eng", "conversation": 1, "reading": 6}])["gates"] == ["G1"]


@pytest.mark.parametrize("unknown", ["declined", "unknown", "not_asked"])
def test_the_language_gate_acts_only_on_what_is_known(unknown):
    nothing_known = [{"code": "lav", "listening": unknown, "conversation": unknown, "reading": 0}]
    assert high(languages=nothing_known)["gates"] == []
    bridge_not_known = [{"code": "lav", "listening": 0}, {"code": "rus", "conversation": unknown, "reading": 1}]
    assert high(languages=bridge_not_known)["gates"] == []
    assert "G1" not in high(languages=unknown)["gates"]


def test_low_literacy_caps_the_band_only_when_it_is_known():
    answers = {f"TRV{n:02}": 4 for n in range(1, 11)} | {"LND03": 3, "JSR01": 3}
    assert high(answers=answers | {"LND01": 2})["band"] == "preparing"
    assert high(answers=answers | {"LND01": "declined"})["band"] == "ready"
    assert high(answers=answers | {"LND01": 3})["band"] == "ready"


def test_a_gate_never_raises_a_band():
    low = high(answers={"LND01": 0}, languages=[], education=[], jobs=[])
    assert (low["band"], low["gates"]) == ("foundation", ["G1", "G2"])


def test_regulated_work_without_recognition_shows_recognition_first():
    result = high(goal={"regulated": True, "recognised": False})
    assert result["goal"]["recognition_first"] is True
    assert (result["gates"], result["band"]) == (["G4"], "ready")
    assert high(goal={"regulated": True, "recognised": True})["goal"]["recognition_first"] is False
    assert high(goal={"regulated": "unknown"})["gates"] == []


def test_support_is_undefined_when_nothing_was_answered_and_apart_from_readiness():
    assert score_json({"urgent": ["SUP09", "SUP04", "SUP09"]})["support"] == {
        "need": None,
        "band": None,
        "urgent": ["SUP04", "SUP09"],
    }
    assert score_json({"answers": {"SUP01": 3, "SUP02": "declined"}})["support"]["need"] == 100
    assert score_json({"answers": {"SUP01": 3}})["readiness"]["claimed"] is None


@pytest.mark.parametrize(("values", "band"), [((1, 1, 1), "low"), ((2, 2, 1, 1), "medium"), ((2, 2, 2), "medium"),
                                              ((3, 2, 2), "high")])  # fmt: skip
def test_support_bands_are_half_open(values, band):
    answers = {f"SUP{n:02}": value for n, value in enumerate(values, start=1)}
    assert score_json({"answers": answers})["support"]["band"] == band


def test_fit_without_a_known_task_is_undefined_and_everything_is_possible():
    for goal in ({}, {"tasks": []}, {"tasks": [{"importance": "essential", "aut": "unknown"}]}):
        result = score_json({"goal": goal})["goal"]
        assert (result["fit"], result["coverage"], result["low"], result["high"]) == (None, 0, 0, 100)
    assert score_json({})["goal"] is None


def test_the_language_gap_is_the_largest_shortfall_among_the_answered_skills():
    audit = {"languages": [{"code": "lav", "listening": 4, "writing": 1, "reading": "unknown"}]}
    assert score_json(audit | {"goal": {"latvian": 3}})["goal"]["language_hours"] == 240
    assert score_json({"languages": [], "goal": {"latvian": 3}})["goal"]["language_hours"] == 360
    assert score_json({"goal": {"latvian": 3}})["goal"]["language_hours"] is None
    assert score_json(audit | {"goal": {"latvian": 1}})["goal"]["language_months"] == 0


def test_the_qualification_gap_counts_an_unfinished_level_as_the_one_below():
    def gap(schools, wanted=5):
        return score_json({"education": schools, "goal": {"isced": wanted}})["goal"]["qualification_gap"]

    assert gap([{"isced": 3, "completed": False, "share": 0.9}]) == 3
    assert gap([{"isced": 0, "completed": False}]) == 5
    assert gap([]) == 5
    assert gap([{"isced": "unknown"}]) is None
    assert gap([{"isced": 7, "completed": True}]) == 0


def test_time_to_the_goal_is_the_longest_track_given():
    def time(**goal):
        found = score_json({"languages": [language("lav", 1)], "goal": {"latvian": 2} | goal})["goal"]
        return found["months"], found["within_service"]

    assert time() == (None, None)
    assert time(hours_per_week=10, months_left=2) == (2.77, False)
    assert time(hours_per_week=10, training_months=6, recognition_months=1, months_left=6) == (6, True)
    assert time(training_months=6) == (6, None)


def test_no_hour_a_week_means_that_the_language_is_never_reached():
    goal = {"latvian": 2, "hours_per_week": 0, "training_months": 1, "months_left": 9}
    result = score_json({"languages": [language("lav", 1)], "goal": goal})["goal"]
    assert (result["language_months"], result["months"], result["within_service"]) == (None, None, False)


@pytest.mark.parametrize(
    ("exact", "read"), [("0.125", 0.13), ("0.135", 0.14), ("2.675", 2.68), ("0.004999", 0.0), ("99.995", 100.0)]
)
def test_shown_numbers_are_rounded_half_up(exact, read):
    assert shown(Fraction(exact)) == read
