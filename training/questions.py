"""Reads of the bank."""

from collections.abc import Iterable

from portal.prepared import Prepared
from training.models import QuestionVersion


def newest_versions(keys: Iterable[str]) -> dict[str, QuestionVersion]:
    """The newest version of each question by its id, with its question; one query, none for no key."""
    wanted = list(keys)
    if not wanted:
        return {}
    return {row.question_id: row for row in _newest(keys=wanted)}


_newest = Prepared(
    lambda keys: (
        QuestionVersion.objects.filter(question__in=keys)
        .select_related("question")
        .order_by("question_id", "-number")
        .distinct("question_id")
    ),
    keys=list[str],
)
