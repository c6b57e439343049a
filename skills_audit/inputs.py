"""From the stored answers of a talk to the input of the scoring (SKILLS_AUDIT, section 8): pure, nothing guessed.

What an answer does not say is passed on as not said, and the scoring counts it as the least it can be. Evidence counts
at the best step that anything shows: the answer's own, or a record that supports the item. One more record can
therefore never lower a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from skills_audit.goal_input import GoalFacts, goal_of
from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.walk import DECLINED, NONE, UNKNOWN, VALUE, Answers, entries_of
from skills_audit.scoring.domains import MONTHS_IN_A_YEAR, completed_months
from skills_audit.scoring.table import ScoringTable

NOT_ASKED = "not_asked"
SKILL_ITEMS = {
    "listening": "LAN02", "reading": "LAN03", "conversation": "LAN04", "speaking": "LAN05", "writing": "LAN06",
}  # fmt: skip
SCHOOL_EVIDENCE = ("EDU01", "EDU04", "EDU05")
JOB_EVIDENCE = ("WRK01", "WRK02", "WRK03", "WRK06")
LANGUAGE = re.compile(r"[a-z]{3}")
LITERACY, LITERACY_ABOVE, LITERACY_HIGHEST = "LND01", 5, 4
NEED_CODES = "SUP"

type Place = tuple[str, str]
type Levels = Mapping[Place, int]
"""The best level of the evidence records by item and entry; each record at the level it counts for."""


def scoring_input(
    instrument: Instrument,
    table: ScoringTable,
    answers: Answers,
    *,
    on: date,
    levels: Levels | None = None,
    goal: GoalFacts | None = None,
    months_left: Fraction | None = None,
) -> dict[str, Any]:
    """One line of `score_audit`: an audit on its day. `goal` holds what a person stated of the goal beside the
    answers."""
    reader = _Reader(instrument, table, answers, levels or {}, on)
    data = {"on": on.isoformat(), "languages": reader.languages()}
    if given := reader.answers():
        data["answers"] = given
    data |= {
        "education": reader.education(),
        "courses": reader.courses(),
        "jobs": reader.jobs(),
        "tasks": reader.tasks(),
    }
    urgent = [code for code in sorted(table.answers) if table.answers[code].urgent and reader.row(code).get("urgent")]
    if urgent:
        data["urgent"] = urgent
    wanted = goal_of(instrument, table, answers, goal or GoalFacts(), months_left)
    if wanted is not None:
        data["goal"] = wanted
    return data


def places_of(instrument: Instrument, table: ScoringTable, answers: Answers) -> dict[str, Place]:
    """The item and entry that each place in the input ("jobs[1]", "languages.lav", "TRV01") comes from, so that more
    evidence can be recorded there."""
    told = _Told(instrument, table, answers)
    places = {code: (code, "") for code in told.scored()}
    for code, entry in told.spoken(told.group("LAN")[0]):
        places.setdefault(f"languages.{code}", ("LAN01", entry))
    places |= {f"education[{number}]": ("EDU01", entry) for number, entry in enumerate(told.group("EDU")[0])}
    places |= {f"jobs[{number}]": ("WRK01", entry) for number, entry in enumerate(told.group("JOB")[0])}
    places |= {f"tasks[{number}]": ("TSK", card) for number, card in enumerate(told.cards())}
    if courses := told.taken(told.group("CRS")[0]):
        places["courses"] = ("EDU06", courses[0])
    return places


def best_levels(records: Iterable[tuple[Iterable[str], int]]) -> dict[Place, int]:
    """The best level by place, from (items as "CODE" or "CODE:entry", level) of each record."""
    best: dict[Place, int] = {}
    for items, level in records:
        for item in items:
            code, _, entry = item.partition(":")
            best[code, entry] = max(level, best.get((code, entry), 0))
    return best


class _Told:
    """What was told in one audit, and in which entries."""

    def __init__(self, instrument: Instrument, table: ScoringTable, answers: Answers) -> None:
        self.instrument, self.table, self.given = instrument, table, answers

    def row(self, code: str, entry: str = "") -> Mapping[str, Any]:
        return self.given.get((code, entry), {})

    def state(self, code: str, entry: str = "") -> str:
        """`value`, or the state that stands for none."""
        found = self.row(code, entry).get("state")
        return found if found in (VALUE, DECLINED, UNKNOWN) else NOT_ASKED

    def group(self, code: str) -> tuple[list[str], str]:
        """The entries of a repeat group, and what its state is when there are none (`value`: "there was none")."""
        entries = entries_of(self.instrument, code, self.given)
        row = self.row(code)
        if row.get("state") == VALUE:
            return entries, VALUE if row.get("value") == NONE or not self.instrument.repeats[code].none else NOT_ASKED
        return entries, self.state(code)

    def scored(self) -> list[str]:
        """The answers that the table scores one by one."""
        return [code for code in self.table.answers if code in self.instrument.by_code and (code, "") in self.given]

    def spoken(self, entries: list[str]) -> Iterator[tuple[str, str]]:
        """Code and entry of each language; one told twice comes twice."""
        for entry in entries:
            code = self.row("LAN01", entry).get("value")
            if isinstance(code, str) and LANGUAGE.fullmatch(code):
                yield code, entry

    def taken(self, entries: list[str]) -> list[str]:
        """Of the entries of courses those that name one."""
        return [entry for entry in entries if self.state("EDU06", entry) == VALUE]

    def cards(self) -> list[str]:
        """The cards that were talked about, in the order of their occupation."""
        return [card for card in entries_of(self.instrument, "TSK", self.given) if ("TSK", card) in self.given]


class _Reader(_Told):
    """One pass over the answers of one audit. `levels` and `on` as `scoring_input` takes them."""

    def __init__(self, instrument: Instrument, table: ScoringTable, answers: Answers, levels: Levels, on: date) -> None:
        super().__init__(instrument, table, answers)
        self.levels, self.on = levels, on

    def ev(self, codes: Iterable[str], entry: str = "", highest: int = 5) -> int:
        """The best step of these items of one entry."""
        steps = [self.row(code, entry).get("ev") or 0 for code in codes if self.state(code, entry) == VALUE]
        recorded = [self.levels.get((code, entry), 0) for code in codes]
        return min(highest, max([0, *steps, *recorded]))

    def pair(self, code: str, entry: str = "", ev_from: tuple[str, ...] = (), highest: int = 5) -> Any:
        """`[value, EV]`, or the state."""
        state = self.state(code, entry)
        if state != VALUE:
            return state
        return [self.row(code, entry)["value"], self.ev((code, *ev_from), entry, highest)]

    def languages(self) -> Any:
        entries, state = self.group("LAN")
        if not entries and state != VALUE:
            return state
        found: dict[str, dict[str, Any]] = {}
        for code, entry in self.spoken(entries):
            skills = {skill: self.pair(item, entry, ("LAN01",)) for skill, item in SKILL_ITEMS.items()}
            if code in found:  # the same language told twice: of each skill, what was answered, and the better of two
                skills = {skill: _better(found[code][skill], answer) for skill, answer in skills.items()}
            found[code] = skills
        return [{"code": code, **skills} for code, skills in found.items()]

    def answers(self) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for code in self.scored():
            answer = self.pair(code, highest=self.table.answers[code].highest_ev)
            if code == LITERACY and isinstance(answer, list) and answer[0] == LITERACY_ABOVE:
                answer[0] = LITERACY_HIGHEST
            if isinstance(answer, list) and code.startswith(NEED_CODES):
                answer = answer[0]
            given[code] = answer
        return given

    def education(self) -> Any:
        entries, state = self.group("EDU")
        return [self._school(entry) for entry in entries] if entries or state == VALUE else state

    def _school(self, entry: str) -> dict[str, Any]:
        row, told = self.row("EDU01", entry), self.state("EDU01", entry)
        isced = row["value"] if told == VALUE else told
        completed = row.get("completed")
        return {
            "isced": isced,
            "completed": completed if isinstance(completed, bool) else NOT_ASKED,
            "share": self._share(row, isced),
            "ev": self.ev(SCHOOL_EVIDENCE, entry),
        }

    def _share(self, row: Mapping[str, Any], isced: Any) -> Any:
        """The share of the years of the level; its usual length where the country's own is not known."""
        done, total = row.get("years_done"), row.get("years_total")
        if row.get("completed") is True:
            return 1
        if not isinstance(done, int) or not isinstance(isced, int):
            return NOT_ASKED
        if isinstance(total, int) and total > 0:
            share = min(Fraction(1), Fraction(done, total))
        else:
            share = self.table.share_of_years(isced, done)
        return _decimal(share)

    def courses(self) -> Any:
        """The number of courses, at the step their evidence reaches on average, rounded down."""
        entries, state = self.group("CRS")
        told = self.taken(entries)
        if not told:
            states = [self.state("EDU06", entry) for entry in entries]
            asked = {"count": 0, "ev": 0} if state == VALUE else state
            return states[0] if states else asked
        evidence = self.table.evidence
        mean = sum((evidence.factor(self.ev(("EDU06",), entry)) for entry in told), Fraction(0)) / len(told)
        ev = max(step for step in range(len(evidence.points)) if evidence.factor(step) <= mean)
        return {"count": len(told), "ev": ev}

    def jobs(self) -> Any:
        entries, state = self.group("JOB")
        return [self._job(entry) for entry in entries] if entries or state == VALUE else state

    def _job(self, entry: str) -> dict[str, Any]:
        row, told = self.row("WRK03", entry), self.state("WRK03", entry)
        value = row.get("value")
        span: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        begins, ends = _day(span.get("from")), _day(span.get("to"))
        months: Any = told if told != VALUE else NOT_ASKED
        if begins is not None:
            # Within one year, told without months: somewhere between a day and a year.
            in_one_year = span["from"] == span.get("to") and "-" not in span["from"]
            months = MONTHS_IN_A_YEAR // 2 if in_one_year else completed_months(begins, ends or self.on)
        ended: Any = None if begins is not None else NOT_ASKED
        return {
            "months": months,
            "intensity": row.get("intensity") or NOT_ASKED,
            "ended": ends.isoformat() if ends else ended,
            "ev": self.ev(JOB_EVIDENCE, entry),
        }

    def tasks(self) -> Any:
        """No occupation with cards: the tasks were not asked."""
        return [self.pair("TSK", card) for card in self.cards()] or NOT_ASKED


def _better(first: Any, second: Any) -> Any:
    if isinstance(first, list) and isinstance(second, list):
        return max(first, second)
    return first if isinstance(first, list) else second


def _day(text: Any) -> date | None:
    """A day from `2020`, `2020-11` or `2020-11-05`; what is not said is the first of it."""
    if not isinstance(text, str) or not text:
        return None
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 1)


def _decimal(share: Fraction) -> float | int:
    """Six decimals, rounded down: the input is written as decimals."""
    whole = share.numerator * 10**6 // share.denominator
    return whole // 10**6 if whole % 10**6 == 0 else whole / 10**6
