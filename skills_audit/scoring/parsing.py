"""From one JSON object to a checked `AuditInput`.

Every key may be missing; a missing key was not asked. An empty list is an answer ("no jobs"), except for task cards:
no card means that no occupation was chosen. Unknown keys and codes are refused, so that a misspelt one cannot pass
for a question nobody asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from skills_audit.scoring.audit_input import (
    AnswerOrState,
    AuditInput,
    Courses,
    Job,
    Schooling,
    Skills,
    State,
)
from skills_audit.scoring.fields import (
    MOST_MONTHS,
    InvalidAudit,
    answer,
    day_or_state,
    evidence,
    mapping,
    one_of,
    quantity_or_state,
    rows,
    state_or_none,
    truth_or_state,
    whole_or_state,
)
from skills_audit.scoring.goal_parsing import parse_goal
from skills_audit.scoring.table import ScoringTable

AUDIT_KEYS = frozenset({"on", "languages", "answers", "education", "courses", "jobs", "tasks", "urgent", "goal"})
SCHOOL_KEYS = frozenset({"isced", "completed", "share", "ev"})
COURSE_KEYS = frozenset({"count", "ev"})
JOB_KEYS = frozenset({"months", "intensity", "ended", "ev"})
LANGUAGE_CODE = re.compile(r"[a-z]{3}")
NOT_ASKED = State.NOT_ASKED
HIGHEST_ISCED = 8
MOST_COURSES = 1000


def parse_audit(data: object, table: ScoringTable) -> AuditInput:
    """The audit in `data` (a JSON object already decoded). Raises `InvalidAudit` with the place of the first fault."""
    audit = mapping(data, AUDIT_KEYS, "")
    get = audit.get
    on = day_or_state(get("on", NOT_ASKED), "on")
    goal = get("goal")
    return AuditInput(
        on=None if isinstance(on, State) else on,
        languages=_languages(get("languages", NOT_ASKED), table),
        answers=_answers(get("answers", NOT_ASKED), table),
        education=_education(get("education", NOT_ASKED)),
        courses=_courses(get("courses", NOT_ASKED)),
        jobs=_jobs(get("jobs", NOT_ASKED), table),
        tasks=_tasks(get("tasks", NOT_ASKED), table),
        urgent=_urgent(get("urgent", NOT_ASKED), table),
        goal=None if goal is None or state_or_none(goal) else parse_goal(goal, table),
    )


def _languages(value: object, table: ScoringTable) -> Mapping[str, Skills] | State:
    state = state_or_none(value)
    if state is not None:
        return state
    rules = table.languages
    allowed = frozenset({"code", *rules.skills})
    languages: dict[str, Skills] = {}
    for index, row in enumerate(rows(value, "languages")):
        where = f"languages[{index}]"
        language = mapping(row, allowed, where)
        code = language.get("code")
        if not isinstance(code, str) or not LANGUAGE_CODE.fullmatch(code):
            raise InvalidAudit(f"{where}.code", "must be an ISO 639-3 code of three small letters")
        if code in languages:
            raise InvalidAudit(f"{where}.code", f"the language {code} is given twice")
        languages[code] = {
            skill: answer(language.get(skill, NOT_ASKED), rules.highest, f"{where}.{skill}") for skill in rules.skills
        }
    return languages


def _answers(value: object, table: ScoringTable) -> dict[str, AnswerOrState]:
    if state_or_none(value):
        return {}
    if not isinstance(value, Mapping):
        raise InvalidAudit("answers", "must be an object")
    given: dict[str, AnswerOrState] = {}
    for code, content in value.items():
        rule = table.answers.get(code) if isinstance(code, str) else None
        if rule is None:
            raise InvalidAudit("answers", f"has an unknown code {str(code)[:40]!r}")
        given[code] = answer(content, rule.highest, f"answers.{code}", rule.highest_ev)
    return given


def _education(value: object) -> tuple[Schooling, ...] | State:
    state = state_or_none(value)
    if state is not None:
        return state
    schools = []
    for index, row in enumerate(rows(value, "education")):
        where = f"education[{index}]"
        get = mapping(row, SCHOOL_KEYS, where).get
        schools.append(
            Schooling(
                isced=whole_or_state(get("isced", NOT_ASKED), HIGHEST_ISCED, f"{where}.isced"),
                completed=truth_or_state(get("completed", NOT_ASKED), f"{where}.completed"),
                share=quantity_or_state(get("share", NOT_ASKED), 1, f"{where}.share"),
                ev=evidence(get("ev", NOT_ASKED), f"{where}.ev"),
            )
        )
    return tuple(schools)


def _courses(value: object) -> Courses | State:
    state = state_or_none(value)
    if state is not None:
        return state
    get = mapping(value, COURSE_KEYS, "courses").get
    count = whole_or_state(get("count", NOT_ASKED), MOST_COURSES, "courses.count")
    step = evidence(get("ev", NOT_ASKED), "courses.ev")
    return count if isinstance(count, State) else Courses(count, step)


def _jobs(value: object, table: ScoringTable) -> tuple[Job, ...] | State:
    state = state_or_none(value)
    if state is not None:
        return state
    jobs = []
    for index, row in enumerate(rows(value, "jobs")):
        where = f"jobs[{index}]"
        get = mapping(row, JOB_KEYS, where).get
        ended = get("ended", NOT_ASKED)
        jobs.append(
            Job(
                months=quantity_or_state(get("months", NOT_ASKED), MOST_MONTHS, f"{where}.months"),
                intensity=one_of(get("intensity", NOT_ASKED), table.work.intensity, f"{where}.intensity"),
                ended=None if ended is None else day_or_state(ended, f"{where}.ended"),
                ev=evidence(get("ev", NOT_ASKED), f"{where}.ev"),
            )
        )
    return tuple(jobs)


def _tasks(value: object, table: ScoringTable) -> tuple[AnswerOrState, ...] | State:
    state = state_or_none(value)
    if state is not None:
        return state
    highest = table.work.tasks_highest
    cards = rows(value, "tasks")
    return tuple(answer(card, highest, f"tasks[{index}]") for index, card in enumerate(cards))


def _urgent(value: object, table: ScoringTable) -> tuple[str, ...]:
    if state_or_none(value):
        return ()
    flags = set()
    for index, code in enumerate(rows(value, "urgent")):
        rule = table.answers.get(code) if isinstance(code, str) else None
        if rule is None or not rule.urgent:
            allowed = ", ".join(rule.code for rule in table.answers.values() if rule.urgent)
            raise InvalidAudit(f"urgent[{index}]", f"must be one of {allowed}")
        flags.add(rule.code)
    return tuple(sorted(flags))
