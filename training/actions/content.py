"""Writes of editors and training managers: competences, questions, curricula; imports and demo content come here."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.trail import record
from training import grading
from training.models import Competence, Curriculum, CurriculumItem, Question, QuestionVersion


class QuestionNotWhole(ValueError):
    """The question cannot be asked or graded; the message says what is missing."""


def _who(by: User | None) -> int | None:
    return by.pk if by else None


@transaction.atomic
def keep_competence(*, key: str, by: User | None, **fields: Any) -> Competence:
    """Make or change a competence."""
    competence, made = Competence.objects.update_or_create(key=key, defaults=fields)
    record("add" if made else "change", record=f"training_competence:{key}", actor_id=_who(by))
    return competence


@transaction.atomic
def keep_question(
    *,
    id: str,
    bank: str,
    kind: str,
    competence: Competence,
    texts: dict[str, Any],
    answer: Any,
    by: User | None,
    difficulty: int = 1,
    lesson: str = "",
    review_date: Any = None,
) -> QuestionVersion:
    """Make the question, or a new version of it when words or key differ from the newest; all languages at once.

    A version never changes, so attempts keep what was asked. The kind of a question never changes either.
    """
    check_question(kind=kind, texts=texts, answer=answer)
    question, made = Question.objects.select_for_update().get_or_create(
        id=id,
        defaults={
            "bank": bank, "kind": kind, "competence": competence, "difficulty": difficulty, "lesson": lesson,
            "review_date": review_date,
        },
    )  # fmt: skip
    if question.kind != kind:
        raise QuestionNotWhole(f"{id} is of the kind {question.kind}: another kind needs another id")
    if not made:
        question.difficulty, question.competence, question.lesson = difficulty, competence, lesson
        question.review_date = review_date or question.review_date
        question.save(update_fields=["difficulty", "competence", "lesson", "review_date"])
    newest = question.versions.order_by("-number").first()
    if newest and newest.texts == texts and newest.answer == answer:
        return newest
    version = QuestionVersion.objects.create(
        question=question, number=newest.number + 1 if newest else 1, texts=texts, answer=answer, created_by=by
    )
    record("keep_question", record=f"training_question:{id}", detail={"version": version.number}, actor_id=_who(by))
    return version


def check_question(*, kind: str, texts: dict[str, Any], answer: Any) -> None:
    """Raises `QuestionNotWhole` unless every language can be asked and the key fits the options of each."""
    for language, words in texts.items():
        if not words.get("stem"):
            raise QuestionNotWhole(f"{language}: no stem")
        parts = [part for side in ("options", "left", "right") for part in words.get(side, [])]
        # A file that says `key: yes` without quotation marks means true, and no answer would ever be it.
        if not all(isinstance(part["key"], str) for part in parts):
            raise QuestionNotWhole(f"{language}: the key of an option is no text")
        options = {option["key"] for option in words.get("options", [])}
        if kind == grading.SINGLE and answer not in options:
            raise QuestionNotWhole(f"{language}: the key is none of the options")
        if kind == grading.MULTIPLE and not (answer and set(answer) <= options):
            raise QuestionNotWhole(f"{language}: the keys are not all among the options")
        if kind == grading.ORDER and (len(answer) < 2 or set(answer) != options):
            raise QuestionNotWhole(f"{language}: the order does not name each option once")
        if kind == grading.MATCH:
            left = {option["key"] for option in words.get("left", [])}
            right = {option["key"] for option in words.get("right", [])}
            if set(answer) != left or not set(answer.values()) <= right:
                raise QuestionNotWhole(f"{language}: the pairs do not fit the two columns")
    if kind == grading.NUMERIC and grading.as_number(answer.get("value")) is None:
        raise QuestionNotWhole("the key is no number")
    if kind == grading.SHORT_TEXT and not any(answer.get("accepted", {}).values()):
        raise QuestionNotWhole("no accepted answer")


@transaction.atomic
def retire_question(*, question: Question, by: User | None) -> None:
    """The question is not drawn any more; what was asked stays."""
    question.retired_at = timezone.now()
    question.save(update_fields=["retired_at"])
    record("retire_question", record=f"training_question:{question.pk}", actor_id=_who(by))


@transaction.atomic
def use_question_again(*, question: Question, by: User | None) -> None:
    """A retired question is drawn again."""
    question.retired_at = None
    question.save(update_fields=["retired_at"])
    record("use_question_again", record=f"training_question:{question.pk}", actor_id=_who(by))


@transaction.atomic
def keep_curriculum(*, key: str, items: list[dict[str, Any]], by: User | None, **fields: Any) -> Curriculum:
    """Make or change a curriculum with its items, in their order. An item that is left out is retired, not deleted."""
    curriculum, made = Curriculum.objects.update_or_create(key=key, defaults=fields)
    for order, item in enumerate(items):
        values = {name: value for name, value in item.items() if name != "key"}
        CurriculumItem.objects.update_or_create(
            curriculum=curriculum, key=item["key"], defaults=values | {"order": order, "retired_at": None}
        )
    left_out = curriculum.items.filter(retired_at__isnull=True).exclude(key__in=[item["key"] for item in items])
    left_out.update(retired_at=timezone.now())
    record("add" if made else "change", record=f"training_curriculum:{key}", actor_id=_who(by))
    return curriculum


@transaction.atomic
def change_curriculum(*, key: str, by: User | None, retired: bool = False, **fields: Any) -> Curriculum:
    """Make or change a curriculum without its items; its version rises with each change."""
    before = Curriculum.objects.select_for_update().filter(key=key).first()
    version = before.version + 1 if before else 1
    retired_at = ((before and before.retired_at) or timezone.now()) if retired else None
    curriculum, made = Curriculum.objects.update_or_create(
        key=key, defaults=fields | {"version": version, "retired_at": retired_at}
    )
    detail = {"version": version}
    record("add" if made else "change", record=f"training_curriculum:{key}", detail=detail, actor_id=_who(by))
    return curriculum


class LeadsBack(ValueError):
    """The requirement would have to come before itself."""


def leads_back(path: str, prerequisites: Iterable[str]) -> bool:
    """Would something have to come before itself? `path` and all of `prerequisites` are `curriculum/item`."""
    comes_first: dict[str, list[str]] = {}
    for item in CurriculumItem.objects.filter(retired_at__isnull=True).select_related("curriculum"):
        own = f"{item.curriculum.key}/"
        comes_first[item.path] = [key if "/" in key else own + key for key in item.prerequisites]
    comes_first[path] = list(prerequisites)
    seen: set[str] = set()
    open_ones = list(comes_first[path])
    while open_ones:
        key = open_ones.pop()
        if key == path:
            return True
        if key not in seen:
            seen.add(key)
            open_ones += comes_first.get(key, [])
    return False


@transaction.atomic
def keep_item(
    *, curriculum: Curriculum, key: str, by: User | None, retired: bool = False, **fields: Any
) -> CurriculumItem:
    """Make, change or retire one requirement; the curriculum's version rises. Raises `LeadsBack`.

    Due dates and states are computed, so they follow at once for everybody the curriculum holds for.
    """
    locked = Curriculum.objects.select_for_update().get(pk=curriculum.pk)
    if leads_back(f"{locked.key}/{key}", fields.get("prerequisites", ())):
        raise LeadsBack(key)
    before = CurriculumItem.objects.filter(curriculum=locked, key=key).first()
    retired_at = ((before and before.retired_at) or timezone.now()) if retired else None
    item, made = CurriculumItem.objects.update_or_create(
        curriculum=locked, key=key, defaults=fields | {"retired_at": retired_at}
    )
    locked.version += 1
    locked.save(update_fields=["version"])
    detail = {"item": key, "version": locked.version, "retired": retired}
    record("add" if made else "change", record=f"training_curriculum:{locked.key}", detail=detail, actor_id=_who(by))
    return item
