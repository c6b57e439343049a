"""Due dates, validity, and how a requirement stands on a day. Pure; days are local dates.

Valid, expiring, expired and never done are four things. `VERSION` changes with any of these rules.
"""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

VERSION = "1"
EXPIRING_DAYS = 60
DUE_SOON_DAYS = 7

VALID, EXPIRING, EXPIRED, NEVER = "valid", "expiring", "expired", "never"
LATE, DUE_SOON, STARTED, OPEN, LOCKED = "late", "due_soon", "started", "open", "locked"


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def valid_until(fulfilled: date, months: int | None) -> date | None:
    """The last day of validity; none when it never ends."""
    return add_months(fulfilled, months) if months else None


def due_date(start: date, days: int | None) -> date | None:
    """The day by which an item is due; none when it has no date."""
    return None if days is None else start + timedelta(days=days)


def validity(*, fulfilled: date | None, until: date | None, today: date, window: int = EXPIRING_DAYS) -> str:
    """One of `VALID`, `EXPIRING`, `EXPIRED`, `NEVER`. The last day is still valid."""
    if fulfilled is None:
        return NEVER
    if until is None or until - today > timedelta(days=window):
        return VALID
    return EXPIRING if until >= today else EXPIRED


class Facts(NamedTuple):
    """What is known of one requirement of one person. `begun`: some of it is done; `open_now`: nothing locks it."""

    due: date | None
    fulfilled: date | None = None
    until: date | None = None
    grace_days: int = 0
    begun: bool = False
    open_now: bool = True


class Standing(NamedTuple):
    """How it stands. `state`: valid, expiring, expired, late, due_soon, started, open or locked.

    `fulfilled`: counts as done today, also in the days of grace after the end. `days`: days late, or days left
    until it is due or ends; `due` is the day that matters now: of the first time, or of renewal.
    """

    state: str
    fulfilled: bool
    due: date | None
    days: int | None = None
    in_grace: bool = False

    @property
    def urgent(self) -> bool:
        return self.state in (LATE, EXPIRED)


def standing(facts: Facts, today: date) -> Standing:
    """How a requirement stands on a day."""
    held = validity(fulfilled=facts.fulfilled, until=facts.until, today=today)
    if held in (VALID, EXPIRING):
        left = (facts.until - today).days if facts.until else None
        return Standing(state=held, fulfilled=True, due=facts.until, days=left)
    if held == EXPIRED:
        assert facts.until is not None
        over = (today - facts.until).days
        grace = over <= facts.grace_days
        return Standing(state=EXPIRED, fulfilled=grace, due=facts.until, days=over, in_grace=grace)
    left = (facts.due - today).days if facts.due else None
    if not facts.open_now:
        # What cannot be begun is not late: the thing that locks it is.
        return Standing(state=LOCKED, fulfilled=False, due=facts.due, days=left)
    if left is not None and left < 0:
        return Standing(state=LATE, fulfilled=False, due=facts.due, days=-left)
    if left is not None and left <= DUE_SOON_DAYS:
        return Standing(state=DUE_SOON, fulfilled=False, due=facts.due, days=left)
    return Standing(state=STARTED if facts.begun else OPEN, fulfilled=False, due=facts.due, days=left)


def locked_by(prerequisites: Iterable[str], fulfilled: Iterable[str]) -> tuple[str, ...]:
    """The prerequisites that are still open, in their order."""
    done = set(fulfilled)
    return tuple(key for key in prerequisites if key not in done)


def minutes_allowed(limit: int | None, more_percent: int) -> int | None:
    """The minutes for a test with what a person has on top, rounded up; None where there is no limit."""
    return None if not limit else -(-limit * (100 + max(more_percent, 0)) // 100)


def wait_before_attempt(ended: Iterable[datetime], *, now: datetime, allowed: int, cool_down_hours: int) -> timedelta:
    """How long until another attempt may begin: at most `allowed` end within `cool_down_hours` (0: no limit)."""
    window = timedelta(hours=cool_down_hours)
    recent = sorted(moment for moment in ended if now - moment < window)
    if not allowed or len(recent) < allowed:
        return timedelta(0)
    return recent[len(recent) - allowed] + window - now
