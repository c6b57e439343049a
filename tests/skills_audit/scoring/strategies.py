"""Audits as a careless or careful interview may leave them: any part missing, declined, unknown, empty."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

STATES = st.sampled_from(["declined", "unknown", "not_asked"])
SKILLS = ("listening", "reading", "conversation", "speaking", "writing")
HIGHEST = {
    "LND01": 4,
    "LND02": 3,
    "LND03": 3,
    **{f"LND{n:02}": 4 for n in range(4, 9)},
    **{f"TRV{n:02}": 4 for n in range(1, 11)},
    **{f"JSR{n:02}": 3 for n in range(1, 6)},
    **{f"SUP{n:02}": 3 for n in range(1, 11)},
}
EV = st.integers(0, 5)


def highest_ev(code: str) -> int:
    return 3 if code.startswith("TRV") else 5


def values(highest: int, most_ev: int = 5, *, with_states: bool = True) -> st.SearchStrategy[Any]:
    value = st.integers(0, highest)
    pair = st.tuples(value, st.integers(0, most_ev)).map(list)
    return st.one_of(pair, value, STATES) if with_states else pair


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


def languages() -> st.SearchStrategy[list[dict[str, Any]]]:
    language = st.fixed_dictionaries(
        {"code": st.sampled_from(["lav", "eng", "rus", "ukr", "ara", "vie"])},
        optional={skill: values(6) for skill in SKILLS},
    )
    return st.lists(language, max_size=4, unique_by=lambda entry: entry["code"])


ANSWERED_TASKS = st.lists(values(4, with_states=False), min_size=1, max_size=6)
KNOWN_SCHOOL = st.fixed_dictionaries({"isced": st.integers(0, 8), "completed": st.booleans(), "ev": EV})
SCHOOLS = optional(
    isced=st.integers(0, 8) | STATES,
    completed=st.booleans() | STATES,
    share=st.sampled_from([0, 0.1, 0.25, 0.5, 0.75, 1]) | STATES,
    ev=EV,
)
JOBS = optional(
    months=st.integers(0, 200) | st.sampled_from([0.5, 7.25, 59.9]) | STATES,
    intensity=st.sampled_from(["full", "part"]) | STATES,
    ended=st.dates(min_value=date(2000, 1, 1)).map(str) | st.none() | STATES,
    ev=EV,
)
ANSWERS = optional(**{code: values(highest, highest_ev(code)) for code, highest in HIGHEST.items()})
GOALS = optional(
    latvian=st.integers(0, 6) | STATES,
    isced=st.integers(0, 8) | STATES,
    recognised=st.booleans() | STATES,
    regulated=st.booleans() | STATES,
    tasks=st.lists(
        st.fixed_dictionaries(
            {"importance": st.sampled_from(["essential", "optional"])}, optional={"aut": st.integers(0, 4) | STATES}
        ),
        max_size=6,
    ),
    hours_per_week=st.integers(0, 40) | STATES,
    recognition_months=st.integers(0, 24) | STATES,
    training_months=st.integers(0, 24) | STATES,
    months_left=st.integers(0, 24) | STATES,
)


def audits(**always: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Valid lines of a file; each top-level key may be missing, except those in `always`."""
    keys: dict[str, st.SearchStrategy[Any]] = {
        "on": st.dates(min_value=date(2020, 1, 1)).map(str),
        "languages": languages() | STATES,
        "answers": ANSWERS,
        "education": st.lists(SCHOOLS, max_size=3) | STATES,
        "courses": optional(count=st.integers(0, 9) | STATES, ev=EV) | STATES,
        "jobs": st.lists(JOBS, max_size=3) | STATES,
        "tasks": st.lists(values(4), max_size=6) | STATES,
        "urgent": st.lists(st.sampled_from(["SUP04", "SUP08", "SUP09"])),
        "goal": GOALS,
    }
    rest = {key: strategy for key, strategy in keys.items() if key not in always}
    return st.fixed_dictionaries(dict(always), optional=rest)
