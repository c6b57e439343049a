"""From the stored answers of a talk to the input of the scoring (SKILLS_AUDIT, section 8): pure, nothing guessed.

What an answer does not say is passed on as not said, and the scoring counts it as the least it can be. Evidence counts
at the best step that anything shows: the answer's own, or a record that supports the item. One more record can
therefore never lower a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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


@dataclass
class ScoringInput:
    """`data` is one line of `score_audit`. `places` tells for each place in it ("jobs[1]", "languages.lav", "TRV01")
    the item and entry it comes from, so that more evidence can be recorded there."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)


def scoring_input(
    instrument: Instrument,
    table: ScoringTable,
    answers: Answers,
    *,
    on: date,
    levels: Levels | None = None,
    goal: GoalFacts | None = None,
    months_left: Fraction | None = None,
) -> ScoringInput:
    """The input of one audit on its day. `goal` holds what a person stated of the goal beside the answers."""
    reader = _Reader(instrument, table, answers, levels or {}, on)
    made = ScoringInput({"on": on.isoformat()})
    reader.languages(made)
    reader.answers(made)
    reader.education(made)
    reader.courses(made)
    reader.jobs(made)
    reader.tasks(made)
    urgent = [code for code in sorted(table.answers) if table.answers[code].urgent and reader.row(code).get("urgent")]
    if urgent:
        made.data["urgent"] = urgent
    wanted = goal_of(instrument, table, answers, goal or GoalFacts(), months_left)
    if wanted is not None:
        made.data["goal"] = wanted
    return made


def best_levels(records: Iterable[tuple[Iterable[str], int]]) -> dict[Place, int]:
    """The best level by place, from (items as "CODE" or "CODE:entry", level) of each record."""
    best: dict[Place, int] = {}
    for items, level in records:
        for item in items:
            code, _, entry = item.partition(":")
            best[code, entry] = max(level, best.get((code, entry), 0))
    return best


class _Reader:
    """One pass over the answers of one audit."""

    def __init__(self, instrument: Instrument, table: ScoringTable, answers: Answers, levels: Levels, on: date) -> None:
        self.instrument, self.table, self.given, self.levels, self.on = instrument, table, answers, levels, on

    def row(self, code: str, entry: str = "") -> Mapping[str, Any]:
        return self.given.get((code, entry), {})

    def state(self, code: str, entry: str = "") -> str:
        """`value`, or the state that stands for none."""
        found = self.row(code, entry).get("state")
        return found if found in (VALUE, DECLINED, UNKNOWN) else NOT_ASKED

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

    def group(self, code: str) -> tuple[list[str], str]:
        """The entries of a repeat group, and what its state is when there are none (`value`: "there was none")."""
        entries = entries_of(self.instrument, code, self.given)
        row = self.row(code)
        if row.get("state") == VALUE:
            return entries, VALUE if row.get("value") == NONE or not self.instrument.repeats[code].none else NOT_ASKED
        return entries, self.state(code)

    def languages(self, made: ScoringInput) -> None:
        entries, state = self.group("LAN")
        if not entries and state != VALUE:
            made.data["languages"] = state
            return
        found: dict[str, dict[str, Any]] = {}
        for entry in entries:
            code = self.row("LAN01", entry).get("value")
            if not isinstance(code, str) or not LANGUAGE.fullmatch(code):
                continue
            skills = {skill: self.pair(item, entry, ("LAN01",)) for skill, item in SKILL_ITEMS.items()}
            if code in found:  # the same language told twice: of each skill, what was answered, and the better of two
                skills = {skill: _better(found[code][skill], answer) for skill, answer in skills.items()}
            found[code] = skills
            made.places.setdefault(f"languages.{code}", ("LAN01", entry))
        made.data["languages"] = [{"code": code, **skills} for code, skills in found.items()]

    def answers(self, made: ScoringInput) -> None:
        given: dict[str, Any] = {}
        for code, rule in self.table.answers.items():
            if code not in self.instrument.by_code or (code, "") not in self.given:
                continue
            answer = self.pair(code, highest=rule.highest_ev)
            if code == LITERACY and isinstance(answer, list) and answer[0] == LITERACY_ABOVE:
                answer[0] = LITERACY_HIGHEST
            if isinstance(answer, list) and code.startswith(NEED_CODES):
                answer = answer[0]
            given[code] = answer
            made.places[code] = (code, "")
        if given:
            made.data["answers"] = given

    def education(self, made: ScoringInput) -> None:
        entries, state = self.group("EDU")
        if not entries:
            made.data["education"] = [] if state == VALUE else state
            return
        schools: list[dict[str, Any]] = []
        for entry in entries:
            made.places[f"education[{len(schools)}]"] = ("EDU01", entry)
            row, told = self.row("EDU01", entry), self.state("EDU01", entry)
            isced = row["value"] if told == VALUE else told
            completed = row.get("completed")
            schools.append(
                {
                    "isced": isced,
                    "completed": completed if isinstance(completed, bool) else NOT_ASKED,
                    "share": self._share(row, isced),
                    "ev": self.ev(SCHOOL_EVIDENCE, entry),
                }
            )
        made.data["education"] = schools

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

    def courses(self, made: ScoringInput) -> None:
        """The number of courses, at the step their evidence reaches on average, rounded down."""
        entries, state = self.group("CRS")
        told = [entry for entry in entries if self.state("EDU06", entry) == VALUE]
        if not told:
            states = [self.state("EDU06", entry) for entry in entries]
            asked = {"count": 0, "ev": 0} if state == VALUE else state
            made.data["courses"] = states[0] if states else asked
            return
        evidence = self.table.evidence
        mean = sum((evidence.factor(self.ev(("EDU06",), entry)) for entry in told), Fraction(0)) / len(told)
        ev = max(step for step in range(len(evidence.points)) if evidence.factor(step) <= mean)
        made.data["courses"] = {"count": len(told), "ev": ev}
        made.places["courses"] = ("EDU06", told[0])

    def jobs(self, made: ScoringInput) -> None:
        entries, state = self.group("JOB")
        if not entries:
            made.data["jobs"] = [] if state == VALUE else state
            return
        jobs: list[dict[str, Any]] = []
        for entry in entries:
            made.places[f"jobs[{len(jobs)}]"] = ("WRK01", entry)
            jobs.append(self._job(entry))
        made.data["jobs"] = jobs

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

    def tasks(self, made: ScoringInput) -> None:
        """The cards in the order of their occupation; no occupation with cards: the tasks were not asked."""
        cards: list[Any] = []
        for card in entries_of(self.instrument, "TSK", self.given):
            if ("TSK", card) in self.given:
                made.places[f"tasks[{len(cards)}]"] = ("TSK", card)
                cards.append(self.pair("TSK", card))
        made.data["tasks"] = cards or NOT_ASKED


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
