"""The service clock: how long the service lasts, what is used and left, and what still fits into it.

The lengths are dated rules (data, never constants here). The service of an asylum seeker runs from arrival until the
rule's end or until status; after status it runs on for the rule's months, and longer where the plan is not done, up to
the most months a rule allows. It ends when the person leaves Latvia or no longer wants it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, Literal

import yaml

RULES = Path(__file__).resolve().parent / "scoring_tables" / "service_rules.yaml"
ASYLUM_SEEKER, AFTER_STATUS, AT_MOST = "asylum_seeker_months", "after_status_months", "maximum_months"
WORK = "asylum_seeker_work_months"
DAYS_IN_A_MONTH = Fraction(1461, 48)
ONE_DAY = timedelta(days=1)

type Ending = Literal["", "time", "plan_done", "stopped"]


class NoRule(LookupError):
    """No dated rule holds for that day."""


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A rule from `valid_from` on (None: no date known) until a later one with the same key takes its place.

    `value` is a length where `unit` is "months". `says` is the rule in words by language, `sources` the keys of where
    it stands, `last_checked` the date to show with it.
    """

    key: str
    value: object
    unit: str | None
    counts_from: str | None
    valid_from: date | None
    sources: tuple[str, ...]
    last_checked: date
    says: Mapping[str, str]
    note: str = ""

    @property
    def months(self) -> int:
        if self.unit != "months" or not isinstance(self.value, int):
            raise NoRule(f"the rule {self.key} is no length")
        return self.value


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What is known of one client. A done plan ends the service after status, not the one of the asylum time.

    `stopped_on` is the last day when the person left Latvia or ended the service.
    """

    arrived_on: date | None = None
    status_on: date | None = None
    plan_done_on: date | None = None
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The service on one day. `ends` and `latest_end` are last days of service; used + left days make the whole.

    `extended`: the usual time is over and the plan is not done, so the days left count to `latest_end`.
    """

    stage: Literal["asylum_seeker", "after_status"]
    begins: date
    ends: date
    latest_end: date
    days_used: int
    days_left: int
    extended: bool
    ended_by: Ending
    rule: DatedRule
    at_most: DatedRule

    @property
    def over(self) -> bool:
        return bool(self.ended_by)

    @property
    def last_day(self) -> date:
        """The last day the days left are counted to."""
        return self.latest_end if self.extended else self.ends


@dataclass(frozen=True, slots=True)
class TrackFit:
    """Whether a track of the plan is done within the service, and if not, whether within an extension."""

    code: str
    months: Fraction
    ready_on: date
    fits: bool
    fits_extended: bool


@cache
def shipped_rules() -> tuple[DatedRule, ...]:
    """The rules that come with the product, read once: of the service, then of the right to work."""
    data: Mapping[str, Any] = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return tuple(
        DatedRule(
            key=row["key"],
            value=row["value"],
            unit=row["unit"],
            counts_from=row["counts_from"],
            valid_from=row["valid_from"],
            sources=tuple(row["source"]),
            last_checked=row["last_checked"],
            says=row["says"],
            note=row.get("note", ""),
        )
        for row in (*data["service"], *data["right_to_work"])
    )


def rule_on(rules: Iterable[DatedRule], key: str, day: date) -> DatedRule:
    """The rule that holds on that day. Raises `NoRule`."""
    holding = [rule for rule in rules if rule.key == key and (rule.valid_from or date.min) <= day]
    if not holding:
        raise NoRule(f"no rule {key} holds on {day}")
    return max(holding, key=lambda rule: rule.valid_from or date.min)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def read_clock(rules: Iterable[DatedRule], facts: ServiceFacts, on: date) -> Clock | None:
    """The clock on a day, by the rule that held when the stage began; None before the service or without a date."""
    after_status = facts.status_on is not None and facts.status_on <= on
    begins = facts.status_on if after_status else facts.arrived_on
    if begins is None or begins > on:
        return None
    rules = tuple(rules)
    rule = rule_on(rules, AFTER_STATUS if after_status else ASYLUM_SEEKER, begins)
    at_most = rule_on(rules, AT_MOST, begins)
    counted_from = begins if at_most.counts_from == "status" else facts.arrived_on or begins
    latest = add_months(counted_from, at_most.months) - ONE_DAY
    ends = min(add_months(begins, rule.months) - ONE_DAY, latest)
    if not after_status:
        latest = ends
    extended = after_status and ends < on and ends < latest
    last = latest if extended else ends
    ended_by: Ending = "time" if on > last else ""
    done = facts.plan_done_on
    if done is not None and after_status and begins <= done < on and done <= last:
        last, ended_by = done, "plan_done"
    if facts.stopped_on is not None and facts.stopped_on < on and facts.stopped_on <= last:
        last, ended_by = facts.stopped_on, "stopped"
    whole = max(0, (last - begins).days + 1)
    used = min(whole, (on - begins).days)
    return Clock(
        stage="after_status" if after_status else "asylum_seeker",
        begins=begins,
        ends=ends,
        latest_end=latest,
        days_used=used,
        days_left=0 if ended_by else whole - used,
        extended=extended and not (ended_by and last <= ends),
        ended_by=ended_by,
        rule=rule,
        at_most=at_most,
    )


def months_left(clock: Clock | None) -> Fraction | None:
    """Months of service left as the scoring reads them (F13): whole calendar months, then the days beyond them."""
    if clock is None or clock.over:
        return None if clock is None else Fraction(0)
    today, end = clock.begins + timedelta(days=clock.days_used), clock.last_day + ONE_DAY
    whole = 12 * (end.year - today.year) + end.month - today.month
    while add_months(today, whole) > end:
        whole -= 1
    return whole + (end - add_months(today, whole)).days / DAYS_IN_A_MONTH


def what_fits(clock: Clock, tracks: Mapping[str, Fraction], on: date) -> tuple[TrackFit, ...]:
    """For each track of so many months from today: when it is ready, and whether the service lasts that long."""
    fits = []
    for code, months in tracks.items():
        whole = int(months)
        ready = add_months(on, whole) + timedelta(days=ceil((months - whole) * DAYS_IN_A_MONTH))
        fits.append(
            TrackFit(
                code=code,
                months=months,
                ready_on=ready,
                fits=not clock.over and ready <= clock.last_day + ONE_DAY,
                fits_extended=not clock.over and ready <= clock.latest_end + ONE_DAY,
            )
        )
    return tuple(fits)


def may_work_from(rules: Iterable[DatedRule], facts: ServiceFacts) -> date | None:
    """The day the dated rule suggests; a worker confirms it. From status on at once; None where no date or no rule
    is known."""
    waited = None
    if facts.arrived_on is not None:
        with suppress(NoRule):
            waited = add_months(facts.arrived_on, rule_on(rules, WORK, facts.arrived_on).months)
    days = [day for day in (waited, facts.status_on) if day is not None]
    return min(days, default=None)
