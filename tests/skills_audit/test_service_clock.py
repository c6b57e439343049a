"""The service clock: used, left, end and what fits, by dated rules."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_audit.service_clock import (
    AFTER_STATUS,
    AT_MOST,
    DatedRule,
    NoRule,
    ServiceFacts,
    add_months,
    may_work_from,
    months_left,
    read_clock,
    rule_on,
    shipped_rules,
    what_fits,
)

RULES = shipped_rules()
DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))


def clock(on, **facts):
    return read_clock(RULES, ServiceFacts(**facts), on)


def test_an_asylum_seeker_has_three_months_from_arrival():
    found = clock(date(2026, 3, 15), arrived_on=date(2026, 3, 1))
    assert (found.stage, found.ends, found.days_used, found.days_left) == ("asylum_seeker", date(2026, 5, 31), 14, 78)
    assert clock(date(2026, 5, 31), arrived_on=date(2026, 3, 1)).days_left == 1
    over = clock(date(2026, 6, 1), arrived_on=date(2026, 3, 1))
    assert (over.over, over.ended_by, over.days_left, over.days_used) == (True, "time", 0, 92)


def test_status_starts_twelve_months_anew():
    found = clock(date(2026, 4, 1), arrived_on=date(2026, 3, 1), status_on=date(2026, 4, 1))
    assert (found.stage, found.begins, found.ends) == ("after_status", date(2026, 4, 1), date(2027, 3, 31))
    assert (found.days_used, found.days_left) == (0, 365)
    assert clock(date(2026, 3, 31), arrived_on=date(2026, 3, 1), status_on=date(2026, 4, 1)).stage == "asylum_seeker"


def test_a_plan_that_is_not_done_runs_on_to_twenty_four_months_at_most():
    facts = {"arrived_on": date(2026, 3, 1), "status_on": date(2026, 4, 1)}
    found = clock(date(2027, 4, 1), **facts)
    assert (found.extended, found.latest_end, found.over, found.days_left) == (True, date(2028, 2, 29), False, 335)
    assert clock(date(2028, 3, 1), **facts).ended_by == "time"


def test_a_done_plan_ends_the_service_after_status_only():
    facts = {"arrived_on": date(2026, 3, 1), "status_on": date(2026, 4, 1), "plan_done_on": date(2026, 9, 30)}
    assert clock(date(2026, 9, 30), **facts).over is False
    found = clock(date(2026, 10, 1), **facts)
    assert (found.ended_by, found.days_used, found.days_left) == ("plan_done", 183, 0)
    early = facts | {"plan_done_on": date(2026, 3, 10)}
    assert clock(date(2026, 10, 1), **early).over is False


def test_leaving_ends_the_service_in_any_stage():
    gone = {"arrived_on": date(2026, 3, 1), "stopped_on": date(2026, 3, 10)}
    found = clock(date(2026, 3, 11), **gone)
    assert (found.ended_by, found.days_used, found.days_left) == ("stopped", 10, 0)


def test_there_is_no_clock_before_arrival_or_without_a_date():
    assert clock(date(2026, 1, 1)) is None
    assert clock(date(2026, 1, 1), arrived_on=date(2026, 1, 2)) is None
    assert months_left(None) is None


def rule(key, months, since, counts_from="status"):
    return DatedRule(key, months, "months", counts_from, since, ("S3",), date(2026, 11, 1), {"en": "a rule"})


def test_the_rule_that_held_when_the_stage_began_counts():
    rules = [rule(AFTER_STATUS, 6, date(2027, 1, 1)), rule(AFTER_STATUS, 12, date(2020, 1, 1)), rule(AT_MOST, 24, None)]
    for begins, months in ((date(2026, 12, 31), 12), (date(2027, 1, 1), 6)):
        assert read_clock(rules, ServiceFacts(status_on=begins), date(2027, 2, 1)).rule.months == months
    with pytest.raises(NoRule):
        rule_on(rules, AFTER_STATUS, date(2019, 12, 31))


def test_the_most_months_count_from_where_the_rule_says():
    facts = ServiceFacts(arrived_on=date(2026, 1, 1), status_on=date(2026, 7, 1))
    for counts_from, last in (("status", date(2028, 6, 30)), ("service_start", date(2027, 12, 31))):
        rules = [rule(AFTER_STATUS, 12, None), rule(AT_MOST, 24, None, counts_from)]
        assert read_clock(rules, facts, date(2026, 8, 1)).latest_end == last


def test_a_late_status_never_stretches_the_service_beyond_its_most_months():
    found = clock(date(2027, 11, 1), arrived_on=date(2026, 1, 1), status_on=date(2027, 10, 1))
    assert (found.ends, found.latest_end) == (date(2027, 12, 31), date(2027, 12, 31))


def test_every_shipped_rule_names_its_source_its_date_and_its_words():
    for shipped in RULES:
        assert shipped.sources
        assert shipped.last_checked
        assert set(shipped.says) >= {"lv", "en"}
    with pytest.raises(NoRule):
        rule_on(RULES, "voluntary", date(2026, 1, 1)).months  # noqa: B018


def test_work_is_suggested_after_three_months_or_from_status_on():
    assert may_work_from(RULES, ServiceFacts(arrived_on=date(2026, 1, 31))) == date(2026, 4, 30)
    facts = ServiceFacts(arrived_on=date(2026, 1, 31), status_on=date(2026, 3, 1))
    assert may_work_from(RULES, facts) == date(2026, 3, 1)
    assert may_work_from(RULES, ServiceFacts()) is None
    assert may_work_from(RULES, ServiceFacts(arrived_on=date(2020, 1, 1))) is None


def test_what_fits_counts_from_today_to_the_last_day():
    on = date(2026, 4, 1)
    found = clock(on, arrived_on=date(2026, 3, 1), status_on=on)
    tracks = {"latvian": Fraction(12), "trade": Fraction(13), "degree": Fraction(36), "nothing": Fraction(0)}
    fits = {fit.code: (fit.fits, fit.fits_extended) for fit in what_fits(found, tracks, on)}
    assert fits == {"latvian": (True, True), "trade": (False, True), "degree": (False, False), "nothing": (True, True)}


def test_months_keep_to_the_calendar():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert add_months(date(2026, 12, 1), 12) == date(2027, 12, 1)


def test_months_left_count_whole_calendar_months_first():
    on = date(2026, 2, 1)
    assert months_left(clock(on, status_on=on)) == 12
    assert months_left(clock(date(2026, 12, 31), status_on=on)) == 1 + Fraction(1) / Fraction(1461, 48)
    assert months_left(clock(date(2028, 2, 1), status_on=on)) == 0


MAYBE = st.none() | st.integers(0, 900)


@given(DAYS, st.integers(0, 200), MAYBE, MAYBE, st.integers(0, 1500))
def test_the_clock_never_runs_backwards(arrived, status, done, stopped, today):
    facts = ServiceFacts(
        arrived_on=arrived,
        status_on=arrived + timedelta(days=status),
        plan_done_on=None if done is None else arrived + timedelta(days=done),
        stopped_on=None if stopped is None else arrived + timedelta(days=stopped),
    )
    today_clock = read_clock(RULES, facts, arrived + timedelta(days=today))
    tomorrow = read_clock(RULES, facts, arrived + timedelta(days=today + 1))
    assert today_clock.days_used >= 0
    assert today_clock.days_left >= 0
    assert today_clock.over == (today_clock.days_left == 0)
    if today_clock.stage == tomorrow.stage:
        assert tomorrow.days_used - today_clock.days_used in {0, 1}
        assert not (today_clock.over and not tomorrow.over)


def test_the_rules_are_read_once_and_not_for_every_step_of_a_plan():
    assert shipped_rules() is RULES
