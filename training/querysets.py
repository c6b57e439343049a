"""Reads of the bank for files that leave it."""

from collections.abc import Iterator

from training.models import Question
from training.questions import newest_versions
from training.transfer.records import Record


def records(bank: str = "", *, retired: bool = False) -> Iterator[Record]:
    """The newest version of each question, by bank and id; two queries."""
    found = Question.objects.all() if retired else Question.objects.in_use()
    if bank:
        found = found.filter(bank=bank)
    rows = list(found.select_related("competence").order_by("bank", "pk"))
    versions = newest_versions([row.pk for row in rows])
    for row in rows:
        version = versions.get(row.pk)
        if version is None:
            continue
        yield Record(
            where={"item": row.pk}, id=row.pk, kind=row.kind, answer=version.answer, texts=version.texts,
            bank=row.bank, competence=row.competence.key, difficulty=row.difficulty, lesson=row.lesson,
            review_date=row.review_date,
        )  # fmt: skip
