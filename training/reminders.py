"""Who of some people is late, who would be reminded now, who is left in peace and why; and what the letter says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from training import scheduling
from training.models import Reminder
from training.standings import Requirement, picture
from training.words import state_of


@dataclass(frozen=True, kw_only=True)
class Late:
    """A person with what is late or has ended: title and state of each. `last`: the newest reminder, if any."""

    person: User
    what: tuple[tuple[str, str], ...]
    last: Reminder | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What reminding would do now: who gets a letter, and who had one within a day."""

    remind: tuple[Late, ...]
    rest: tuple[Late, ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """In the words of its reader's `language`."""

    language: str
    subject: str
    text: str


def is_late(requirements: Iterable[Requirement]) -> bool:
    """Does the grid count the person among those who are late?"""
    return any(requirement.state == scheduling.LATE for requirement in requirements)


def plan(people: Iterable[tuple[User, list[Requirement]]], now: datetime) -> Plan:
    """The late ones, in the order given and in the active language; one query."""
    late = {person: requirements for person, requirements in people if is_late(requirements)}
    written = Reminder.objects.filter(user__in=late).select_related("by").order_by("asked_at")
    last = {one.user_id: one for one in written}
    found = [
        Late(person=person, what=_urgent(requirements), last=last.get(person.pk))
        for person, requirements in late.items()
    ]
    return Plan(
        remind=tuple(one for one in found if not (one.last and one.last.rests(now))),
        rest=tuple(one for one in found if one.last and one.last.rests(now)),
    )


def letter(person: User, by: User) -> Letter | None:
    """What the person would read now; nothing where nothing is late any more."""
    with translation.override(person.language):
        mine = picture([person], person.language).of(person)
        if not is_late(mine):
            return None
        context = {
            "person": person,
            "by": by,
            "what": _urgent(mine),
            "address": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('training:home')}",
            "site_name": settings.SITE_NAME,
        }
        return Letter(
            language=person.language,
            subject=render_to_string("training/reminder_subject.txt", context).strip(),
            text=render_to_string("training/reminder_letter.txt", context).strip(),
        )


def _urgent(requirements: Iterable[Requirement]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.module.title if one.module else one.item.title, state_of(one).label)
        for one in requirements
        if one.standing.urgent
    )
