"""Questioning a sentence, and answering: what readers and editors do about one statement of a guide."""

from django.db import transaction
from django.utils import timezone

from guidelines.models import Challenge, CultureGuidePage, GuidelinePage
from portal.accounts.models import User
from portal.protection import trail


class NoSuchSentence(LookupError):
    """The page has no statement with this key any more."""


class AlreadyAnswered(Exception):
    """Somebody else answered in the meantime; their answer stands."""


def sentence_of(page: CultureGuidePage | GuidelinePage, statement: str) -> str:
    """The words of a statement as they are published."""
    for block in page.body:
        if block.block_type == "statement" and block.value["key"] == statement:
            return str(block.value["text"]).replace("**", "")
    raise NoSuchSentence(statement)


@transaction.atomic
def raise_challenge(
    *, page: CultureGuidePage | GuidelinePage, statement: str, kind: str, reason: str, by: User
) -> Challenge:
    """Question a sentence. While a reader's own question about it is open, asking again only renews its words."""
    challenge, _made = Challenge.objects.update_or_create(
        page_id=page.pk,
        statement=statement,
        raised_by=by,
        outcome=Challenge.Outcome.OPEN,
        defaults={"kind": kind, "reason": reason, "sentence": sentence_of(page, statement)},
    )
    trail.record("challenge", record=f"guideline:{page.key}", actor_id=by.pk, detail={"statement": statement})
    return challenge


@transaction.atomic
def answer_challenge(*, challenge: Challenge, outcome: str, answer: str, by: User) -> Challenge:
    """Close a question with an outcome and a sentence for readers. Raises `AlreadyAnswered`."""
    locked = Challenge.objects.select_for_update().get(pk=challenge.pk)
    if not locked.is_open:
        raise AlreadyAnswered(locked.pk)
    locked.outcome, locked.answer, locked.answered_by, locked.answered_at = outcome, answer, by, timezone.now()
    locked.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    trail.record("answer_challenge", record=f"challenge:{locked.pk}", actor_id=by.pk, detail={"outcome": outcome})
    return locked
