"""A test from the first question to the result."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.accounts.models import User
from portal.prepared import Prepared
from portal.protection.trail import record
from training import grading
from training.actions.certificates import issue_certificate
from training.actions.ledger import fulfil, item_for
from training.catalogue import ModuleFacts
from training.drawing import Candidate, Rule, draw, shuffled
from training.models import (
    Attempt,
    AttemptQuestion,
    Certificate,
    Fulfilment,
    ModulePage,
    MoreTime,
    Question,
    QuestionVersion,
)
from training.scheduling import minutes_allowed, valid_until, wait_before_attempt


class TestNotOpen(Exception):
    """The lessons come first."""


class PauseNotOver(Exception):
    """Too many attempts in a short time; `wait` says how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


# An answer that was on its way when the time ended is still taken: lines are slow.
GRACE = timedelta(seconds=30)
SELF_DECLARED = MoreTime.Percent.HALF


class AttemptFinished(Exception):
    """The test was handed in; its answers do not change any more."""


_open = Prepared(
    lambda user, module: Attempt.objects.filter(user=user, module=module, finished_at__isnull=True).order_by("pk"),
    user=int,
    module=UUID,
)
_failed = Prepared(
    lambda user, module: Attempt.objects.filter(user=user, module=module, passed=False).values_list(
        "finished_at", flat=True
    ),
    user=int,
    module=UUID,
)
_more_time = Prepared(lambda user: MoreTime.objects.filter(user=user).values_list("percent", flat=True), user=int)


def open_attempt(user: User, module: ModuleFacts) -> Attempt | None:
    """The attempt that was begun and not handed in."""
    return _open.first(user=user.pk, module=module.family)


def is_over(attempt: Attempt, now: datetime | None = None) -> bool:
    """Is the time of an attempt over, with what an answer on its way may need?"""
    return bool(attempt.ends_at and (now or timezone.now()) > attempt.ends_at + GRACE)


def more_time_of(user: User) -> int:
    """What the training manager allowed this person, in per cent."""
    return _more_time.first(user=user.pk) or 0


@transaction.atomic
def allow_more_time(*, user: User, percent: int, by: User) -> None:
    """From the next test on this person has so much more time; 0 takes it back."""
    if percent:
        MoreTime.objects.update_or_create(user=user, defaults={"percent": percent, "given_by": by})
    else:
        MoreTime.objects.filter(user=user).delete()
    record("allow_more_time", record=f"person:{user.pk}", detail={"percent": percent}, actor_id=by.pk)


def pause_before(user: User, module: ModuleFacts, page: ModulePage) -> timedelta:
    """How long until another attempt may begin."""
    ended = [moment for moment in _failed(user=user.pk, module=module.family) if moment]
    return wait_before_attempt(ended, now=timezone.now(), allowed=page.attempts, cool_down_hours=page.cool_down_hours)


@transaction.atomic
def begin_attempt(
    *,
    user: User,
    module: ModuleFacts,
    page: ModulePage,
    language: str,
    is_open: bool,
    seed: str = "",
    more_time: bool = False,
) -> Attempt:
    """Draw the questions and begin; an attempt that is open already is gone on with, so a double click begins one.

    `is_open`: are the lessons done, or may one test out? `more_time`: the person says that it is needed.
    Raises `TestNotOpen` or `PauseNotOver`.
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if there := open_attempt(user, module):
        return there
    if not is_open:
        raise TestNotOpen
    if wait := pause_before(user, module, page):
        raise PauseNotOver(wait)
    before = Attempt.objects.filter(user=user, module=module.family)
    attempt = Attempt.objects.create(
        user=user,
        module=module.family,
        module_key=module.key,
        content_version=module.version,
        titles=module.titles,
        language=language,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        seed=seed or secrets.token_hex(8),
        pass_mark=page.pass_mark,
        competence_minimum=page.competence_minimum,
        grading_version=grading.VERSION,
        minutes_allowed=minutes_allowed(
            page.time_limit_minutes, max(more_time_of(user), SELF_DECLARED if more_time else 0)
        ),
    )
    seen = before.exclude(pk=attempt.pk).order_by("-number").values_list("questions__version__question", flat=True)
    _ask(attempt, page, avoid=[key for key in seen[:50] if key])
    detail = {"module": module.key, "number": attempt.number}
    record("begin_test", record=f"training_attempt:{attempt.pk}", detail=detail, actor_id=user.pk)
    return attempt


def _ask(attempt: Attempt, page: ModulePage, avoid: list[str]) -> None:
    bank = Question.objects.in_use().filter(bank=page.question_bank).select_related("competence")
    candidates = [Candidate(id=q.pk, competence=q.competence.key, difficulty=q.difficulty) for q in bank]
    rules = [
        Rule(competence=row["competence"], difficulty=tuple(row["difficulty"]), questions=row["questions"])
        for row in page.draw
    ]
    drawn = draw(candidates, rules, attempt.seed, avoid)
    newest: dict[str, QuestionVersion] = {}
    for version in QuestionVersion.objects.filter(question__in=drawn).order_by("number"):
        newest[version.question_id] = version
    AttemptQuestion.objects.bulk_create(
        AttemptQuestion(
            attempt=attempt, position=position, version=newest[key], options=_options(newest[key], attempt.seed)
        )
        for position, key in enumerate(drawn, start=1)
    )


def _options(version: QuestionVersion, seed: str) -> list[str]:
    """The keys of the options in the order shown; pairs show the right-hand column in this order."""
    words = version.words()
    options = [option["key"] for option in words.get("options") or words.get("right") or []]
    return shuffled(options, f"{seed}/{version.question_id}")


@transaction.atomic
def answer_question(*, attempt: Attempt, position: int, answer: Any) -> AttemptQuestion:
    """Keep the answer, or take it back (None); it may be changed until handing in. Raises `AttemptFinished`."""
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.finished_at or is_over(locked):
        raise AttemptFinished
    question = AttemptQuestion.objects.get(attempt=locked, position=position)
    question.answer, question.answered_at = answer, timezone.now() if answer is not None else None
    question.save(update_fields=["answer", "answered_at"])
    return question


@transaction.atomic
def finish_attempt(
    *, attempt: Attempt, module: ModuleFacts, page: ModulePage, language: str, at: datetime | None = None
) -> Attempt:
    """Grade, add up, and write a pass into the ledger with its certificate; handed in twice, it is graded once.

    Where the time is over, what was answered until then is graded in the same way.
    """
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.finished_at:
        return locked
    questions = list(locked.questions.select_related("version__question__competence"))
    graded = []
    for asked in questions:
        question = asked.version.question
        share = grading.grade(question.kind, asked.version.answer, asked.answer)
        asked.score = _decimal(share)
        graded.append(grading.Graded(competence=question.competence.key, score=share))
    AttemptQuestion.objects.bulk_update(questions, ["score"])
    result = grading.add_up(graded, pass_mark=locked.pass_mark, competence_minimum=locked.competence_minimum)
    now = at or timezone.now()
    # Whoever comes back the next day did not work until then.
    locked.finished_at = min(now, locked.ends_at) if locked.ends_at else now
    locked.score, locked.percent, locked.passed = _decimal(result.score), result.percent, result.passed
    locked.competences = [
        {
            "competence": one.competence,
            "score": float(one.score),
            "questions": one.questions,
            "percent": one.percent,
            "enough": one.enough,
        }
        for one in result.competences
    ]
    locked.save(update_fields=["finished_at", "score", "percent", "passed", "competences"])
    detail = {"module": locked.module_key, "percent": result.percent, "passed": result.passed}
    record("finish_test", record=f"training_attempt:{locked.pk}", detail=detail, actor_id=locked.user_id)
    if result.passed:
        _keep_pass(locked, module, page, language)
    return locked


def _keep_pass(attempt: Attempt, module: ModuleFacts, page: ModulePage, language: str) -> Certificate:
    item = item_for("module", str(module.family))
    months = item.validity_months if item else page.validity_months
    assert attempt.finished_at is not None
    entry = fulfil(
        user=attempt.user,
        kind="module",
        key=str(module.family),
        version=str(attempt.content_version),
        language=language,
        outcome=Fulfilment.Outcome.PASSED,
        titles=module.titles,
        at=attempt.finished_at,
        until=valid_until(timezone.localdate(attempt.finished_at), months),
        attempt=attempt,
    )
    return issue_certificate(entry=entry, attempt=attempt, module=page)


def _decimal(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("0.0001"))
