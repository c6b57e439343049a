"""Reading the access log: a supervisor's own team, or, for administrators, everything without clients."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.protection.models import CaseAssignment, TrailEntry
from portal.seams import casefile
from portal.seams.access import SENIOR_SOCIAL_WORKER

DENIED = "denied"
# What is done most, in words; anything else is shown as it stands in the log.
WORDS: dict[str, Any] = {
    "view": _("looked at"),
    "denied": _("was refused"),
    "break_glass": _("opened outside the caseload"),
    "list": _("looked at the list"),
    "open_talk": _("opened the talk"),
    "start_audit": _("began the talk"),
    "answer": _("wrote an answer"),
    "finish_audit": _("finished the talk"),
    "review_audit": _("reviewed the audit"),
    "add_client": _("opened the case"),
    "assign": _("gave the case"),
    "unassign": _("took the case back"),
    "next_step": _("set the next step"),
    "check_evidence": _("checked evidence"),
    "open_file": _("opened a file"),
    "correct_band": _("corrected the band"),
    "add_step": _("added a step"),
    "export": _("took a copy"),
    "erase": _("erased"),
    "invite": _("invited"),
    "accept_invitation": _("accepted the invitation"),
    "deactivate": _("closed the account"),
    "reactivate": _("opened the account"),
    "rotate_keys": _("changed the keys"),
    "apply_retention": _("applied retention"),
}


@dataclass(frozen=True)
class Shown:
    """An entry as it is read: who, what, whose case (empty where the reader may not know it)."""

    entry: TrailEntry
    person: str
    words: str
    code: str
    foreign: bool

    @property
    def refused(self) -> bool:
        return self.entry.action == DENIED


def team_of(user: User) -> QuerySet[User]:
    """The supervisor and everybody they lead."""
    return User.objects.filter(Q(supervisor=user) | Q(pk=user.pk)).order_by("last_name", "first_name")


def entries_for(user: User) -> QuerySet[TrailEntry]:
    """What this person may read, newest first.

    A supervisor: whatever the team did, and whatever anybody did, or was refused, with the team's cases. Others:
    everything that is about no client.
    """
    if user.has_role(SENIOR_SOCIAL_WORKER):
        team = team_of(user).order_by().values("pk")
        cases = CaseAssignment.objects.current().filter(user__in=team).values("subject")
        return TrailEntry.objects.filter(Q(actor_id__in=team) | Q(subject__in=cases)).order_by("-at", "-pk")
    return TrailEntry.objects.filter(subject__isnull=True).order_by("-at", "-pk")


def narrowed(
    entries: QuerySet[TrailEntry], *, code: str = "", person: int | None = None, day: date | None = None,
    refused: bool = False,
) -> QuerySet[TrailEntry]:  # fmt: skip
    """The entries about one case, by one person, of one day, or refusals only. A code nobody may see finds nothing."""
    if code:
        entries = entries.filter(subject=casefile.find(code)) if casefile.find(code) else entries.none()
    if person:
        entries = entries.filter(actor_id=person)
    if day:
        begins = timezone.make_aware(datetime.combine(day, time()))
        entries = entries.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
    return entries.filter(action=DENIED) if refused else entries


def shown(entries: list[TrailEntry]) -> list[Shown]:
    """Entries with names and codes; two queries for any number."""
    people = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    subjects: set[UUID] = {entry.subject for entry in entries if entry.subject}
    codes = casefile.codes(subjects) if subjects else {}
    return [
        Shown(
            entry=entry,
            person=str(people[entry.actor_id]) if entry.actor_id in people else "",
            words=str(WORDS.get(entry.action, entry.action.replace("_", " "))),
            code=codes.get(entry.subject, "") if entry.subject else "",
            foreign=bool(entry.subject and entry.subject not in codes),
        )
        for entry in entries
    ]
