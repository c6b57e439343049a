"""Keeping questions that came in a file: all or none, unless what fits is wanted alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.protection.trail import record
from training.actions.content import QuestionNotWhole, check_question, keep_competence, keep_question
from training.models import Competence, Question
from training.transfer.records import Problem, Record

BANK, COMPETENCE = "imported", "imported"
TITLES = {"lv": {"title": "Importēti jautājumi"}, "en": {"title": "Imported questions"}}


@dataclass(kw_only=True)
class Outcome:
    """What was kept, by kind, and what was not, with the reason."""

    imported: int = 0
    by_type: dict[str, int] = field(default_factory=dict)
    skipped: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {"imported": self.imported, "by_type": self.by_type, "skipped": self.skipped}


def import_questions(
    *, records: Iterable[Record], problems: Iterable[Problem] = (), by: User | None, partial: bool, dry_run: bool
) -> Outcome:
    """Keep the questions; with a problem nothing is kept unless `partial`. A dry run keeps nothing in any case.

    A question without a competence gets the one of imported questions, one without a bank that bank.
    """
    outcome = Outcome(skipped=[problem.as_dict() for problem in problems])
    kinds: Counter[str] = Counter()
    with transaction.atomic():
        known = {competence.key: competence for competence in Competence.objects.all()}
        for one in records:
            try:
                with transaction.atomic():
                    _keep(one, known, by)
            except QuestionNotWhole as error:
                outcome.skipped.append({**one.where, "reason": _sentence(str(error))})
            else:
                kinds[one.kind] += 1
        kept_none = bool(outcome.skipped) and not partial
        if dry_run or kept_none:
            transaction.set_rollback(True)
        elif kinds:
            record("import_questions", record="training_bank", detail={"questions": sum(kinds.values())},
                   actor_id=by.pk if by else None)  # fmt: skip
    if not kept_none:
        outcome.imported, outcome.by_type = sum(kinds.values()), dict(sorted(kinds.items()))
    return outcome


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _keep(one: Record, known: dict[str, Competence], by: User | None) -> None:
    before = Question.objects.filter(pk=one.id).select_related("competence").first()
    check_question(kind=one.kind, texts=one.texts, answer=one.answer)
    _check_keys(one)
    competence = before.competence if before and not one.competence else _competence(one.competence, known, by)
    keep_question(
        id=one.id,
        bank=one.bank or BANK,
        kind=one.kind,
        competence=competence,
        difficulty=one.difficulty,
        lesson=one.lesson or (before.lesson if before else ""),
        review_date=one.review_date,
        texts=one.texts,
        answer=one.answer,
        by=by,
    )


def _check_keys(one: Record) -> None:
    """Attempts keep keys in fields of sixty characters; two options with one key cannot be told apart."""
    for language, words in one.texts.items():
        for side in ("options", "left", "right"):
            keys = [part["key"] for part in words.get(side, [])]
            if len(set(keys)) < len(keys) or any(not 0 < len(key) <= 60 for key in keys):
                raise QuestionNotWhole(f"{language}: an option has no key of its own")
            if any(not str(part["text"]).strip() for part in words.get(side, [])):
                raise QuestionNotWhole(f"{language}: an option is empty")


def _competence(key: str, known: dict[str, Competence], by: User | None) -> Competence:
    if key and key not in known:
        raise QuestionNotWhole(f"there is no competence “{key}”")
    if not key and COMPETENCE not in known:
        known[COMPETENCE] = keep_competence(key=COMPETENCE, by=by, texts=TITLES, order=99)
    return known[key or COMPETENCE]
