"""Reminding those who are late: at most one letter a day to a person, whoever asks and however often."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from portal.accounts.models import User
from portal.postgresql.turns import one_at_a_time
from portal.protection.trail import record
from training.models import Reminder
from training.people import team_read
from training.reminders import letter, plan
from training.standings import picture

logger = logging.getLogger(__name__)
DOUBLE_CLICK = timedelta(minutes=1)


class NothingToSay(Exception):
    """The person caught up meanwhile, or has left."""


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """`people` get a letter; `rest` had one within a day. Whoever is in neither is not late any more."""

    people: tuple[User, ...]
    rest: tuple[User, ...]


@transaction.atomic
def remind_late(*, people: Collection[int], by: User, language: str) -> Reminded:
    """Write to those of these people who are in the own team and late now; letters go out when the transaction holds.

    The same asked twice within a minute (a double click) sends nothing more and is answered like the first time.
    """
    one_at_a_time("remind those who are late")
    now = timezone.now()
    team = [person for person in team_read(by) if person.pk in people]
    seen = picture(team, language)
    found = plan([(person, seen.of(person)) for person in team], now)
    again = {one.person for one in found.rest if one.last and _is_double_click(one.last, by, now)}
    new = [one.person for one in found.remind]
    if new:
        _write(new, by, now)
    return Reminded(
        people=tuple(person for person in team if person in again or person in new),
        rest=tuple(one.person for one in found.rest if one.person not in again),
    )


def _is_double_click(last: Reminder, by: User, now: datetime) -> bool:
    return last.by_id == by.pk and now - last.asked_at < DOUBLE_CLICK


def _write(people: list[User], by: User, now: datetime) -> None:
    written = Reminder.objects.bulk_create(Reminder(user=person, by=by, asked_at=now) for person in people)
    detail = {"people": [person.pk for person in people]}
    record("remind_late", record="training_team", detail=detail, actor_id=by.pk)
    for one in written:
        transaction.on_commit(partial(send_letter.enqueue, one.pk))


@task
def send_letter(reminder: int) -> bool:
    """Send one letter, once; says whether it went out. Whoever caught up meanwhile, or has left, gets none."""
    with transaction.atomic():
        one = Reminder.objects.select_for_update(of=("self",)).select_related("user", "by").get(pk=reminder)
        if one.sent_at or one.failed_at:
            return False
        text = letter(one.user, one.by) if one.user.is_active else None
        try:
            if text is None:
                raise NothingToSay
            send_mail(
                subject=text.subject,
                message=text.text,
                from_email=settings.DEFAULT_FROM_EMAIL,
                recipient_list=[one.user.email],
            )
            one.sent_at = timezone.now()
        except (NothingToSay, OSError) as error:  # smtplib's errors are such
            logger.warning("A reminder did not go out", extra={"reminder": one.pk, "why": type(error).__name__})
            one.failed_at = timezone.now()
        one.save(update_fields=["sent_at", "failed_at"])
    return one.sent_at is not None
