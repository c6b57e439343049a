"""One audit as the scoring reads it: values that have been checked, and three ways of having none.

Missing is not zero. A client may decline an answer, may not know it, or may not have been asked; these are told
apart everywhere. Where a list stands for "asked, and there was none" (no schooling, no jobs), the list is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class State(StrEnum):
    """Why there is no value."""

    DECLINED = "declined"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Answer(NamedTuple):
    """A value on the scale of its item, and its evidence step EV 0 to 5."""

    value: int
    ev: int


type AnswerOrState = Answer | State
type Skills = Mapping[str, AnswerOrState]
"""One language: every skill of the table to its answer, all skills present."""


class Schooling(NamedTuple):
    """One school. What it does not say counts as the least it can be: not finished, no share, a bare claim."""

    isced: int | State
    completed: bool | State
    share: Fraction | State
    ev: int


class Courses(NamedTuple):
    taken: int
    ev: int


class Job(NamedTuple):
    """One job, paid or not. `ended` None is a job that goes on."""

    months: Fraction | State
    intensity: str | State
    ended: date | State | None
    ev: int


class GoalTask(NamedTuple):
    importance: str
    answer: AnswerOrState


@dataclass(frozen=True, slots=True)
class Goal:
    """What the client wants to reach. Times are months; `latvian` is in CEFR points."""

    latvian: int
    isced: int | State = State.NOT_ASKED
    recognised: bool | State = State.NOT_ASKED
    regulated: bool | State = State.NOT_ASKED
    tasks: tuple[GoalTask, ...] = ()
    hours_per_week: Fraction | State = State.NOT_ASKED
    recognition_months: Fraction | State = State.NOT_ASKED
    training_months: Fraction | State = State.NOT_ASKED
    months_left: Fraction | State = State.NOT_ASKED


@dataclass(frozen=True, slots=True)
class AuditInput:
    """Everything one scoring reads. `answers` holds the codes that were given; a code not in it was not asked."""

    on: date | None = None
    languages: Mapping[str, Skills] | State = State.NOT_ASKED
    answers: Mapping[str, AnswerOrState] = field(default_factory=dict)
    education: tuple[Schooling, ...] | State = State.NOT_ASKED
    courses: Courses | State = State.NOT_ASKED
    jobs: tuple[Job, ...] | State = State.NOT_ASKED
    tasks: tuple[AnswerOrState, ...] | State = State.NOT_ASKED
    urgent: tuple[str, ...] = ()
    goal: Goal | None = None

    def answer(self, code: str) -> AnswerOrState:
        return self.answers.get(code, State.NOT_ASKED)
