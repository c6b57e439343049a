"""Grading, drawing and scheduling: what must hold for every input."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from training import asking, certificate_words, grading, scenario, scheduling
from training.drawing import Candidate, Rule, TooFewQuestions, draw, shuffled
from training.grading import Graded, add_up, grade
from training.models import Curriculum, CurriculumItem
from training.seams import as_sentence

KEYS = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=6, unique=True)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
KEY_OF = {
    "single": "a", "true_false": True, "multiple": ["a", "b"], "order": ["a", "b", "c"], "match": {"a": "x", "b": "y"},
    "numeric": {"value": 6, "tolerance": 0}, "short_text": {"accepted": {"lv": ["PMLP"]}},
}  # fmt: skip
RIGHT = {
    "single": "a", "true_false": True, "multiple": ["b", "a"], "order": ["a", "b", "c"], "match": {"a": "x", "b": "y"},
    "numeric": "6,0", "short_text": " „pmlp.” ",
}  # fmt: skip


@pytest.mark.parametrize("kind", grading.KINDS)
def test_the_right_answer_is_worth_one_and_none_nothing(kind: str) -> None:
    assert grade(kind, KEY_OF[kind], RIGHT[kind]) == 1
    assert grade(kind, KEY_OF[kind], None) == 0


@given(st.sampled_from(grading.KINDS), JUNK)
def test_any_answer_whatever_its_shape_is_worth_from_nothing_to_one(kind: str, answer: object) -> None:
    assert 0 <= grade(kind, KEY_OF[kind], answer) <= 1


@given(KEYS)
def test_an_order_is_whole_only_when_every_place_is_right(key: list[str]) -> None:
    for given_order in permutations(key):
        assert (grade("order", key, list(given_order)) == 1) == (list(given_order) == key)


@given(st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef")))
def test_choosing_everything_never_pays_more_than_choosing_what_is_right(right: set[str], chosen: set[str]) -> None:
    key = sorted(right)
    assert grade("multiple", key, sorted(chosen | right)) <= grade("multiple", key, key) == 1
    assert grade("multiple", key, sorted(chosen)) == max(
        Fraction(len(chosen & right) - len(chosen - right), len(right)), Fraction(0)
    )


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(grading.UngradableQuestion):
        grade("drawing", {}, "x")


@pytest.mark.parametrize(("text", "number"), [("6", 6), ("6,5", 6.5), (" 1 000 ", 1000), ("−3", -3), ("six", None)])
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    read = grading.as_number(text)
    assert (float(read) if read is not None else None) == number


def test_a_mark_is_compared_before_rounding() -> None:
    graded = [Graded(competence="a", score=Fraction(1))] * 69 + [Graded(competence="a", score=Fraction(0))] * 31

    assert not add_up([*graded[:-1], Graded(competence="a", score=Fraction(99, 100))], pass_mark=70).passed
    assert add_up([*graded[:-1], Graded(competence="a", score=Fraction(1))], pass_mark=70).passed


def test_one_weak_competence_fails_a_good_sum() -> None:
    graded = [Graded(competence="a", score=Fraction(1))] * 9 + [Graded(competence="b", score=Fraction(0))]

    assert not add_up(graded, pass_mark=70, competence_minimum=50).passed
    assert add_up(graded, pass_mark=70).passed


def test_nothing_asked_is_not_passed() -> None:
    assert not add_up([], pass_mark=0).passed


BANK = [Candidate(id=f"Q{n}", competence="ab"[n % 2], difficulty=n % 3 + 1) for n in range(30)]
RULES = [Rule(competence="a", difficulty=(1, 2), questions=3), Rule(competence="b", difficulty=(1, 2, 3), questions=4)]


@given(st.text(min_size=1, max_size=10), st.permutations(BANK))
def test_a_draw_depends_on_the_seed_alone_and_fills_its_rules(seed: str, bank: list[Candidate]) -> None:
    drawn = draw(bank, RULES, seed)

    assert drawn == draw(BANK, RULES, seed)
    assert len(set(drawn)) == len(drawn) == 7
    assert sum(candidate.competence == "a" for candidate in BANK if candidate.id in drawn) == 3


def test_questions_seen_last_time_come_only_when_others_run_out() -> None:
    first = set(draw(BANK, RULES, "one"))

    assert not first & set(draw(BANK, RULES, "two", avoid=first))


def test_a_bank_that_is_too_small_says_so() -> None:
    with pytest.raises(TooFewQuestions, match="a, difficulty"):
        draw(BANK[:3], RULES, "one")


@given(KEYS, st.text(max_size=5))
def test_shuffling_keeps_every_key(keys: list[str], seed: str) -> None:
    assert sorted(shuffled(keys, seed)) == sorted(keys)


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_validity_of_months_ends_in_the_right_month_and_never_before_its_day(day: date, months: int) -> None:
    until = scheduling.add_months(day, months)

    assert (until.year * 12 + until.month) - (day.year * 12 + day.month) == months
    assert until.day <= day.day


@given(DAYS, st.integers(min_value=-400, max_value=400))
def test_four_things_are_told_apart(today: date, left: int) -> None:
    until = today + timedelta(days=left)
    state = scheduling.validity(fulfilled=today, until=until, today=today)

    assert state == ("expired" if left < 0 else "expiring" if left <= 60 else "valid")
    assert scheduling.validity(fulfilled=None, until=None, today=today) == "never"


def test_what_cannot_be_begun_is_not_late() -> None:
    facts = scheduling.Facts(due=date(2026, 1, 1), open_now=False)

    assert scheduling.standing(facts, date(2026, 6, 1)).state == scheduling.LOCKED


def test_days_of_grace_count_as_done_but_are_told() -> None:
    facts = scheduling.Facts(due=None, fulfilled=date(2025, 1, 1), until=date(2026, 1, 1), grace_days=10)
    inside, outside = (scheduling.standing(facts, date(2026, 1, day)) for day in (11, 12))

    assert (inside.state, inside.fulfilled, inside.in_grace) == ("expired", True, True)
    assert (outside.state, outside.fulfilled) == ("expired", False)


@given(st.lists(st.integers(min_value=0, max_value=72), max_size=6))
def test_the_pause_is_over_after_the_hours_it_lasts(hours: list[int]) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    ended = [now - timedelta(hours=ago) for ago in hours]
    wait = scheduling.wait_before_attempt(ended, now=now, allowed=3, cool_down_hours=24)

    assert (wait == timedelta(0)) == (sum(ago < 24 for ago in hours) < 3)
    assert scheduling.wait_before_attempt(ended, now=now + wait, allowed=3, cool_down_hours=24) == timedelta(0)


STORY = {
    "start": "one",
    "steps": [{"key": "one", "choices": [{"key": "a", "next": "two"}, {"key": "b", "next": "end"}]},
              {"key": "two", "choices": [{"key": "c", "next": "one"}]}],
    "endings": [{"key": "end"}],
}  # fmt: skip


def test_a_way_through_a_scenario_leads_to_its_ending_and_may_go_in_circles() -> None:
    walked = scenario.walk(STORY, ["a", "c", "b"])

    assert walked.step is None
    assert walked.ending == {"key": "end"}


def test_a_kept_way_stops_where_the_scenario_was_changed() -> None:
    with pytest.raises(scenario.WayLost):
        scenario.walk(STORY, ["a", "gone"])

    assert scenario.walk_as_far_as_possible(STORY, ["a", "gone", "c"]).path == ("a",)


WORDS = {"options": [{"key": key, "text": key} for key in "abc"]}


@given(st.permutations(["1", "2", "3"]))
def test_places_become_an_order(places: list[str]) -> None:
    posted = {f"place-{key}": [place] for key, place in zip("abc", places, strict=True)}

    read = asking.read("order", WORDS, posted)

    assert [places["abc".index(key)] for key in read] == ["1", "2", "3"]


def test_an_option_that_is_not_there_is_no_answer() -> None:
    with pytest.raises(asking.AnswerIncomplete):
        asking.read("single", WORDS, {"answer": ["zzz"]})


def test_what_was_learned_is_one_sentence_and_names_keep_their_capitals() -> None:
    titles = ["Izskaidro gaitu", "Zina, kas lemj", "EUAA standarti"]
    assert certificate_words.in_one_sentence(titles) == "Izskaidro gaitu; zina, kas lemj; EUAA standarti"


@pytest.mark.parametrize(("part", "said"), [("Mājoklis", "Mājoklis."), ("Kāpēc?", "Kāpēc?"), ("Tā.\n", "Tā.\n")])
def test_a_heading_does_not_run_into_the_next_line_of_what_search_shows(part: str, said: str) -> None:
    assert as_sentence(part) == said


def test_a_source_of_our_own_is_named_in_the_readers_language() -> None:
    source = {"title": "Apmācības stratēģija", "titles": {"lv": "Apmācības stratēģija", "en": "Training strategy"}}
    item = CurriculumItem(source="own", curriculum=Curriculum(sources={"own": source}))
    with translation.override("en"):
        assert item.reason_source["title"] == "Training strategy"
    with translation.override("lv"):
        assert item.reason_source["title"] == "Apmācības stratēģija"


def test_the_right_pairs_stand_in_the_order_of_the_question() -> None:
    words = {
        "left": [{"key": "b", "text": "Otrais"}, {"key": "a", "text": "Pirmais"}],
        "right": [{"key": "x", "text": "X"}, {"key": "y", "text": "Y"}],
    }

    found = asking._solution("match", {"a": "x", "b": "y"}, words, "lv", ("jā", "nē"))

    assert found == ("Otrais → Y", "Pirmais → X")
