"""The walk of a talk: one question a screen, repeats, skip logic, how far it has come."""

from typing import Any

from skills_audit.instrument.walk import MORE, Step, entries_of, neighbours, progress_of, step_at, steps_of
from tests.skills_audit.instrument.shipped import shipped, value

Rows = dict[tuple[str, str], dict[str, Any]]


def positions(answers: Rows, route: str = "core") -> list[str]:
    return [step.position for step in steps_of(shipped(), route, answers)]


def thirteen() -> Rows:
    single = {
        "SES01": "ara", "SES02": "none", "SES03": "agreed", "SES04": "go_on", "SES05": "core", "PER01": "x",
        "LEG01": "refugee", "LEG03": "allowed", "GOA01": ["job"], "GOA02": ["welder"],
    }  # fmt: skip
    rows: Rows = {(code, ""): value(given) for code, given in single.items()}
    return rows | {("LAN01", "a"): value("lav"), ("LAN02", "a"): value(1), ("LAN04", "a"): value(1)}


def test_the_core_route_has_thirty_five_questions_and_the_fourteenth_is_literacy() -> None:
    before, after = progress_of(shipped(), "core", {}), progress_of(shipped(), "core", thirteen())

    assert (before.done, before.total) == (0, 35)
    assert (after.done, after.total, after.numbers["LND01"]) == (13, 35, 14)


def test_a_group_without_entries_is_one_screen_and_with_entries_asks_for_another() -> None:
    assert "LAN01/new" in positions({})

    walked = positions(thirteen())
    place = walked.index("LAN01/a")
    assert walked[place : place + 4] == ["LAN01/a", "LAN02/a", "LAN04/a", "LAN"]
    assert Step("LAN", "", MORE) in steps_of(shipped(), "core", thirteen())


def test_two_languages_are_asked_one_after_the_other() -> None:
    rows = thirteen() | {("LAN01", "b"): value("eng")}

    walked = positions(rows)
    assert walked[walked.index("LAN04/a") + 1] == "LAN01/b"
    done = progress_of(shipped(), "core", rows)
    assert done.done == 11, "listening and conversation in English are still open"


def test_an_entry_taken_back_is_no_longer_walked() -> None:
    rows = thirteen() | {("LAN01", "b"): {"state": "removed"}, ("LAN02", "b"): value(3)}

    assert not [position for position in positions(rows) if position.endswith("/b")]


def test_there_was_none_is_an_answer_and_closes_the_group() -> None:
    rows: Rows = {("EDU", ""): value("none"), ("JOB", ""): value("none")}

    progress = progress_of(shipped(), "core", rows)
    assert progress.done == 6, "two of schooling and four of work"
    assert "TSK" not in progress.numbers, "without a job there are no tasks"
    assert progress.total == 34


def test_task_cards_follow_the_chosen_occupation_and_one_card_is_asked_once() -> None:
    rows: Rows = {("WRK01", "j1"): value("welder"), ("WRK01", "j2"): value("welder")}

    cards = entries_of(shipped(), "TSK", rows)
    assert 10 <= len(cards) <= 15
    assert len(set(cards)) == len(cards)
    assert f"TSK/{cards[0]}" in positions(rows)


def test_an_occupation_from_the_wider_list_has_no_cards() -> None:
    assert entries_of(shipped(), "TSK", {("WRK01", "j1"): value("isco:721")}) == []


def test_schooling_that_never_was_closes_its_papers() -> None:
    never: Rows = {("EDU01", "e"): value(0)}

    assert "EDU04/e" not in positions(never)
    assert "EDU04" not in progress_of(shipped(), "core", never).numbers


def test_declined_is_done_and_keeps_the_walk_going() -> None:
    rows: Rows = {("LEG01", ""): {"state": "declined"}}

    assert progress_of(shipped(), "core", rows).done == 1
    assert "LEG02" not in positions(rows, "full")


def test_the_talk_goes_on_where_it_stood_and_near_it_when_that_is_closed() -> None:
    answers = thirteen()

    assert step_at(shipped(), "core", answers, "LND01") == Step("LND01")
    assert step_at(shipped(), "core", answers, "LAN02/a") == Step("LAN02", "a")
    assert step_at(shipped(), "core", answers, "") == Step("SES01")
    assert step_at(shipped(), "core", answers, "end") is None


def test_steps_know_their_neighbours() -> None:
    steps = steps_of(shipped(), "core", {})

    assert neighbours(steps, steps[0]) == (None, steps[1])
    assert neighbours(steps, steps[-1]) == (steps[-2], None)
