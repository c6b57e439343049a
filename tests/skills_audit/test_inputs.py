"""From stored answers to the input of the scoring."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from skills_audit.goal_input import GoalFacts
from skills_audit.inputs import best_levels, places_of, scoring_input
from skills_audit.scoring import current_table, parse_audit, score_json
from tests.skills_audit.demo_answers import Rows, demo_audit, demo_case, demo_goal, demo_rows, shipped_instrument

TABLE = current_table()
ON = date(2026, 11, 1)


def made(rows: Rows, **options: Any) -> dict[str, Any]:
    return scoring_input(shipped_instrument(), TABLE, rows, **({"on": ON} | options))


def said(value: Any, **parts: Any) -> dict[str, Any]:
    return {"state": "value", "value": value, **parts}


def test_the_demo_case_gives_every_number_of_the_test_vector() -> None:
    expected = demo_audit("K-2198")["expected"]

    result: Any = score_json(made(demo_rows("K-2198"), goal=demo_goal("K-2198")))

    names = ("claim", "strength", "evidenced", "coverage")
    for code, numbers in expected["domains"].items():
        assert [result["domains"][code][name] for name in names] == numbers, code
    assert result["readiness"] == expected["readiness"]
    assert result["band"] == expected["band"]
    assert result["band_stable"] is expected["band_stable"]
    assert result["gates"] == []
    assert {name: result["support"][name] for name in expected["support"]} == expected["support"]
    assert {name: result["goal"][name] for name in expected["goal"]} == expected["goal"]
    assert result["goal"]["language_months"] == 2.77


CASES = pytest.mark.parametrize(
    "code", [f"K-{n}" for n in (2207, 2231, 2112, 2176, 2089, 2224, 2133, 2101, 2156, 2184)]
)


@CASES
def test_every_demo_case_can_be_scored(code: str) -> None:
    assert demo_case(code)
    assert parse_audit(made(demo_rows(code), goal=demo_goal(code)), TABLE)


@CASES
def test_every_part_of_the_input_leads_back_to_where_it_was_told(code: str) -> None:
    data, rows = made(demo_rows(code)), demo_rows(code)

    places = places_of(shipped_instrument(), TABLE, rows)

    lists = {name: data[name] for name in ("education", "jobs", "tasks") if isinstance(data[name], list)}
    parts = {f"{name}[{number}]" for name, told in lists.items() for number in range(len(told))}
    spoken = data["languages"] if isinstance(data["languages"], list) else []
    courses = {"courses"} if isinstance(data["courses"], dict) and data["courses"]["count"] else set()
    assert (
        places.keys()
        == parts | {f"languages.{one['code']}" for one in spoken} | data.get("answers", {}).keys() | courses
    )
    assert rows.keys() >= set(places.values())


def test_nothing_answered_is_nothing_asked() -> None:
    data = made({})

    assert data == {
        "on": "2026-11-01", "languages": "not_asked", "education": "not_asked", "courses": "not_asked",
        "jobs": "not_asked", "tasks": "not_asked",
    }  # fmt: skip


def test_there_was_none_is_an_answer() -> None:
    none = said("none")

    data = made({("EDU", ""): none, ("CRS", ""): none, ("JOB", ""): none})

    assert (data["education"], data["courses"], data["jobs"]) == ([], {"count": 0, "ev": 0}, [])


def test_declined_and_not_known_stay_apart() -> None:
    data = made({("LND01", ""): {"state": "declined"}, ("JSR05", ""): {"state": "unknown"}})

    assert data["answers"] == {"LND01": "declined", "JSR05": "unknown"}


def test_reading_above_the_levels_counts_as_the_highest() -> None:
    assert made({("LND01", ""): said(5, ev=1)})["answers"]["LND01"] == [4, 1]


def test_evidence_of_a_skill_for_any_job_stops_at_a_statement() -> None:
    rows = {("TRV01", ""): said(3, ev=1)}

    assert made(rows, levels={("TRV01", ""): 5})["answers"]["TRV01"] == [3, 3]


def test_a_record_lifts_an_answer_and_never_lowers_it() -> None:
    rows = {("LND03", ""): said(2, ev=3)}

    assert made(rows, levels={("LND03", ""): 4})["answers"]["LND03"] == [2, 4]
    assert made(rows, levels={("LND03", ""): 1})["answers"]["LND03"] == [2, 3]


def test_the_best_record_of_a_place_counts() -> None:
    assert best_levels([(["WRK01:a", "TSK:weld"], 2), (["WRK01:a"], 3)]) == {("WRK01", "a"): 3, ("TSK", "weld"): 2}


def test_evidence_of_a_language_shows_each_of_its_skills() -> None:
    rows = {("LAN01", "a"): said("lav"), ("LAN02", "a"): said(2, ev=1), ("LAN04", "a"): {"state": "declined"}}

    data = made(rows, levels={("LAN01", "a"): 5})

    assert data["languages"] == [
        {"code": "lav", "listening": [2, 5], "reading": "not_asked", "conversation": "declined",
         "speaking": "not_asked", "writing": "not_asked"}
    ]  # fmt: skip
    assert places_of(shipped_instrument(), TABLE, rows)["languages.lav"] == ("LAN01", "a")


def test_a_language_told_twice_counts_once_at_its_best() -> None:
    rows = {
        ("LAN01", "a"): said("rus"), ("LAN02", "a"): said(1, ev=0), ("LAN03", "a"): said(3, ev=1),
        ("LAN01", "b"): said("rus"), ("LAN02", "b"): said(4, ev=1),
    }  # fmt: skip

    assert [row["listening"] for row in made(rows)["languages"]] == [[4, 1]]
    assert made(rows)["languages"][0]["reading"] == [3, 1]


@pytest.mark.parametrize(
    ("parts", "share"),
    [
        ({"completed": False, "years_done": 1, "years_total": 3}, 0.333333),
        ({"completed": False, "years_done": 2}, 0.666666),
        ({"completed": False, "years_done": 9, "years_total": 3}, 1),
        ({"completed": False}, "not_asked"),
        ({"completed": True}, 1),
    ],
)
def test_the_share_of_a_school_is_that_of_its_years(parts: dict[str, Any], share: object) -> None:
    school = made({("EDU01", "a"): said(3, **parts)})["education"][0]

    assert school["share"] == share


def test_a_school_is_shown_by_its_papers_or_their_recognition() -> None:
    rows = {("EDU01", "a"): said(6), ("EDU04", "a"): said("copy", ev=3), ("EDU05", "a"): said("recognised", ev=5)}

    assert made(rows)["education"][0]["ev"] == 5


def test_courses_are_shown_on_average_rounded_down() -> None:
    rows = {("EDU06", "a"): said("x", ev=3), ("EDU06", "b"): said("y", ev=0)}

    assert made(rows)["courses"] == {"count": 2, "ev": 1}


@pytest.mark.parametrize(
    ("span", "months", "ended"),
    [
        ({"from": "2020-11-01", "to": "2024-11-01"}, 48, "2024-11-01"),
        ({"from": "2020-11", "to": "2021-02"}, 3, "2021-02-01"),
        ({"from": "2020", "to": "2024"}, 48, "2024-01-01"),
        ({"from": "2024", "to": "2024"}, 6, "2024-01-01"),
        ({"from": "2026-08-02"}, 2, None),
        ({"to": "2024"}, "not_asked", "2024-01-01"),
    ],
)
def test_a_job_lasts_from_its_first_to_its_last_day(span: dict[str, str], months: object, ended: object) -> None:
    job = made({("WRK01", "a"): said("cook"), ("WRK03", "a"): said(span, intensity="full")})["jobs"][0]

    assert (job["months"], job["ended"], job["intensity"]) == (months, ended, "full")


def test_a_job_of_which_nothing_is_said_counts_as_not_asked() -> None:
    job = made({("WRK01", "a"): said("cook")})["jobs"][0]

    assert job == {"months": "not_asked", "intensity": "not_asked", "ended": "not_asked", "ev": 0}


def test_a_job_taken_back_no_longer_counts_nor_do_its_tasks() -> None:
    rows: Rows = {
        ("WRK01", "a"): {"state": "removed"},
        ("WRK01", "b"): said("cook"),
        ("TSK", "arc-weld"): said(3, ev=1),
        ("TSK", "bake"): said(2, ev=1),
    }

    data = made(rows)

    assert len(data["jobs"]) == 1
    assert data["tasks"] == [[2, 1]]


def test_urgent_marks_are_passed_on() -> None:
    assert made({("SUP08", ""): said(3, urgent=True), ("SUP09", ""): said(0)})["urgent"] == ["SUP08"]


def test_the_goal_takes_the_tasks_of_its_occupation_from_whichever_job() -> None:
    rows = {("GOA02", ""): said(["cook"]), ("WRK01", "a"): said("cook"), ("TSK", "bake"): said(3, ev=1)}

    goal = made(rows)["goal"]

    known = [task for task in goal["tasks"] if task["aut"] != "not_asked"]
    assert known == [{"importance": "optional", "aut": 3}]
    assert (goal["latvian"], goal["isced"], goal["regulated"], goal["recognised"]) == (2, 3, False, "not_asked")


def test_what_a_person_states_of_the_goal_goes_before_what_the_answers_say() -> None:
    rows = {("GOA02", ""): said(["cook"]), ("EDU01", "a"): said(3), ("EDU05", "a"): said("refused", ev=0)}

    stated = GoalFacts(latvian=4, regulated=True, hours_per_week=6)

    assert made(rows)["goal"]["recognised"] is False
    assert {"latvian": 4, "regulated": True, "hours_per_week": 6}.items() <= made(rows, goal=stated)["goal"].items()
    assert GoalFacts.from_json(stated.as_json()) == stated


def test_no_goal_named_is_no_goal() -> None:
    assert "goal" not in made({("GOA02", ""): {"state": "declined"}})
