"""Reads of the bank."""

from collections.abc import Iterable

from training.models import QuestionVersion


def newest_versions(keys: Iterable[str]) -> dict[str, QuestionVersion]:
    """The newest version of each question by its id, with its question; one query, none for no key."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = (
        QuestionVersion.objects.filter(question__in=wanted)
        .select_related("question")
        .order_by("question_id", "-number")
        .distinct("question_id")
    )
    return {row.question_id: row for row in rows}
