"""What training keeps about a member of staff: given out on request, taken away when the account is erased.

Entries of the ledger, finished tests and certificates stay under the account's number as evidence that a service was
trained; names, notes and reasons in them go.
"""

from django.db import connection

from portal.accounts.models import User
from portal.seams import personal
from training.models import (
    Attempt,
    AttemptQuestion,
    Certificate,
    Enrolment,
    Fulfilment,
    LessonProgress,
    MoreTime,
    Reminder,
)


def export(user: User) -> dict[str, object]:
    """The answers of the person's tests; everything else points at the account and is given out with it."""
    asked = AttemptQuestion.objects.filter(attempt__user=user).select_related("version").order_by("attempt", "position")
    return {
        "answers": [
            {
                "attempt": str(row.attempt_id), "position": row.position, "question": row.version.question_id,
                "version": row.version.number, "answer": row.answer, "answered_at": row.answered_at, "score": row.score,
            }
            for row in asked
        ]
    }  # fmt: skip


def erase(user: User) -> dict[str, int]:
    """Progress, notes, enrolments, reminders and unfinished tests are deleted; what stays names nobody, nor says why.

    Runs inside the transaction of the erasure.
    """
    gone: dict[str, int] = {}
    unfinished = Attempt.objects.filter(user=user, finished_at__isnull=True)
    for rows in (
        LessonProgress.objects.filter(user=user),
        Enrolment.objects.filter(user=user),
        MoreTime.objects.filter(user=user),
        Reminder.objects.filter(user=user),
        AttemptQuestion.objects.filter(attempt__in=unfinished),
        unfinished,
    ):
        for label, number in rows.delete()[1].items():
            gone[label] = gone.get(label, 0) + number
    gone["training.Certificate"] = Certificate.objects.filter(user=user).update(
        holder_name="", shows_name=False, shows_result=False
    )
    # What somebody typed into a short answer may name them or others.
    typed = AttemptQuestion.objects.filter(attempt__user=user, version__question__kind="short_text")
    gone["training.AttemptQuestion"] = gone.get("training.AttemptQuestion", 0) + typed.update(answer=None)
    gone["training.Fulfilment"] = _forget_reasons(user)
    return {label: number for label, number in gone.items() if number}


def _forget_reasons(user: User) -> int:
    """The one change that the ledger's guard lets through: a reason becomes empty, while a person is erased."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('training.erasing', 'on', true)")
        changed = Fulfilment.objects.filter(user=user).exclude(reason="").update(reason="")
        cursor.execute("SELECT set_config('training.erasing', 'off', true)")
    return changed


def register() -> None:
    """Once, when the app is ready."""
    older = {"reminder": lambda moment: Reminder.objects.filter(asked_at__lt=moment)}
    personal.register(personal.Personal(name="training", erase=erase, export=export, older=older))
