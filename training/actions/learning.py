"""Writes of a learner in a lesson: where they stopped, what they answered, what they finished.

All are kept by the module's family, its version and the lesson's key, so that they hold in every language. Each is
safe to repeat: a double click or a request that is sent again changes nothing more.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.prepared import Prepared
from portal.protection.trail import record
from training import grading
from training.catalogue import ModuleFacts
from training.models import LessonProgress, Question

JUST_NOW = timedelta(seconds=30)


class ChoiceNotThere(ValueError):
    """The choice does not belong to the step at which the person is."""


def _progress(*, user: User, module: ModuleFacts, lesson: str, language: str) -> LessonProgress:
    """The row, locked until the transaction ends; made when the person opens the lesson first."""
    row, _made = LessonProgress.objects.select_for_update().get_or_create(
        user=user,
        module=module.family,
        content_version=module.version,
        lesson=lesson,
        defaults={"language": language},
    )
    row.language, row.seen_at = language, timezone.now()
    return row


def _save(row: LessonProgress, *fields: str) -> None:
    row.save(update_fields=["language", "seen_at", *fields])


@transaction.atomic
def note_position(*, user: User, module: ModuleFacts, lesson: str, language: str, position: int) -> LessonProgress:
    """The person is at this block now. Going back in the text does not lose the farthest place."""
    row = _progress(user=user, module=module, lesson=lesson, language=language)
    row.position = max(row.position, position)
    _save(row, "position")
    return row


def open_lesson(*, user: User, module: ModuleFacts, lesson: str, language: str, row: LessonProgress | None) -> None:
    """The person has come to the lesson; `row` is how far they are in it, as it was read for the page.

    One statement, and none for a lesson that is done or for whom an answer has just led back to it.
    """
    if row is None:
        note_position(user=user, module=module, lesson=lesson, language=language, position=0)
    elif row.language != language or not (row.done_at or timezone.now() - row.seen_at < JUST_NOW):
        LessonProgress.objects.filter(pk=row.pk).update(language=language, seen_at=timezone.now())


@transaction.atomic
def finish_lesson(*, user: User, module: ModuleFacts, lesson: str, language: str) -> LessonProgress:
    """The lesson is done; done once stays done."""
    row = _progress(user=user, module=module, lesson=lesson, language=language)
    if row.done_at is None:
        row.done_at = timezone.now()
        record("finish_lesson", record=f"training_lesson:{module.key}/{lesson}", actor_id=user.pk)
    _save(row, "done_at")
    return row


@transaction.atomic
def answer_check(
    *, user: User, module: ModuleFacts, lesson: str, language: str, question: Question, answer: Any, position: int
) -> dict[str, Any]:
    """Keep and grade the answer to a knowledge check; returns `{version, answer, score}`. It counts for nothing."""
    version = question.versions.order_by("-number").first()
    if version is None:
        raise grading.UngradableQuestion(question.pk)
    row = _progress(user=user, module=module, lesson=lesson, language=language)
    kept = {
        "version": version.number,
        "answer": answer,
        "score": float(grading.grade(question.kind, version.answer, answer)),
    }
    row.state = row.state | {"checks": row.state.get("checks", {}) | {question.pk: kept}}
    row.position = max(row.position, position)
    _save(row, "state", "position")
    return kept


@transaction.atomic
def clear_check(*, user: User, module: ModuleFacts, lesson: str, language: str, question: str) -> None:
    """Take the answer back, to try again."""
    row = _progress(user=user, module=module, lesson=lesson, language=language)
    checks = {key: value for key, value in row.state.get("checks", {}).items() if key != question}
    row.state = row.state | {"checks": checks}
    _save(row, "state")


@transaction.atomic
def take_step(
    *,
    user: User,
    module: ModuleFacts,
    lesson: str,
    language: str,
    scenario: str,
    path: list[str],
    position: int,
) -> LessonProgress:
    """The way through the scenario so far, as keys of choices; the caller has walked it (`training.scenario.walk`)."""
    row = _progress(user=user, module=module, lesson=lesson, language=language)
    row.state = row.state | {"scenarios": row.state.get("scenarios", {}) | {scenario: path}}
    row.position = max(row.position, position)
    _save(row, "state", "position")
    return row


@transaction.atomic
def keep_reflection(
    *, user: User, module: ModuleFacts, lesson: str, language: str, block: str, text: str, position: int
) -> None:
    """Keep the person's own note; an empty one is taken away."""
    row = _progress(user=user, module=module, lesson=lesson, language=language)
    notes = {key: value for key, value in row.state.get("reflections", {}).items() if key != block}
    if text.strip():
        notes[block] = text.strip()[:4000]
    row.state = row.state | {"reflections": notes}
    row.position = max(row.position, position)
    _save(row, "state", "position")


def progress_in(user: User, family: UUID, version: int) -> dict[str, LessonProgress]:
    """The person's progress by lesson; one query."""
    return {row.lesson: row for row in _rows(user=user.pk, family=family, version=version)}


_rows = Prepared(
    lambda user, family, version: LessonProgress.objects.filter(user=user, module=family, content_version=version),
    user=int,
    family=UUID,
    version=int,
)
