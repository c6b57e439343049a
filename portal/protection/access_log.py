"""Reading the access log: a supervisor's own team, or, for administrators, everything without clients."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
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
NAMED_BY_THING = frozenset({"view", "export", "read", "add", "correct", "erase"})
# What is done, in words; a test holds that nothing done with clients and accounts is missing.
WORDS: dict[str, Any] = {
    "view": _("looked at"),
    "denied": _("was refused"),
    "break_glass": _("opened outside the caseload"),
    "list": _("looked at the list"),
    "open_talk": _("opened the talk"),
    "prepare_talk": _("brought the talk onto the device"),
    "start_audit": _("began the talk"),
    "pause_audit": _("paused the talk"),
    "resume_audit": _("went on with the talk"),
    "stop_audit": _("ended the talk at the client’s wish"),
    "answer": _("wrote an answer"),
    "conflict": _("sent an answer that came too late"),
    "settle_conflict": _("chose between two versions"),
    "finish_audit": _("finished the talk"),
    "score": _("worked the result out"),
    "review_audit": _("reviewed the audit"),
    "add_client": _("opened the case"),
    "assign": _("gave the case"),
    "unassign": _("took the case back"),
    "next_step": _("set the next step"),
    "change_service": _("changed the data of the service"),
    "end_service": _("ended the service"),
    "go_on_with_service": _("took the end of the service back"),
    "add_evidence": _("added evidence"),
    "check_evidence": _("checked evidence"),
    "choose_what_shows": _("corrected what evidence shows"),
    "take_back_evidence": _("took evidence back"),
    "put_back_evidence": _("put evidence back"),
    "delete_evidence": _("deleted evidence taken back"),
    "open_file": _("opened a file"),
    "correct_band": _("corrected the band"),
    "begin_plan": _("began the plan"),
    "write_aims": _("wrote the aims of the plan"),
    "add_step": _("added a step"),
    "accept_step": _("took a step into the plan"),
    "refuse_step": _("recorded a refused step"),
    "tick_step": _("marked a step as done"),
    "untick_step": _("opened a step again"),
    "challenge": _("questioned a sentence"),
    "answer_challenge": _("answered a question"),
    "withhold_changes": _("took the words of a guide’s changes away"),
    "export": _("took a copy"),
    "export_form": _("took it as a file"),
    "erase": _("erased"),
    "invite": _("invited"),
    "open_administrator": _("opened the first administrator's account"),
    "accept_invitation": _("accepted the invitation"),
    "withdraw_invitation": _("withdrew the invitation"),
    "deactivate": _("closed the account"),
    "reactivate": _("opened the account"),
    "give_role": _("gave a role"),
    "take_role": _("took a role back"),
    "keep_recovery_codes": _("kept the recovery codes"),
    "renew_recovery_codes": _("renewed the recovery codes"),
    "reset_second_factor": _("reset the second factor"),
    "end_sessions": _("signed out everywhere else"),
    "rotate_keys": _("changed the keys"),
    "apply_retention": _("applied retention"),
    "publish_instrument": _("published a version of the instrument"),
    "read": _("read"),
    "add": _("added"),
    "correct": _("corrected"),
    "change": _("changed"),
    "grow": _("added made-up load"),
    "fulfil": _("fulfilled a requirement"),
    "finish_lesson": _("finished a lesson"),
    "begin_test": _("began a test"),
    "finish_test": _("finished a test"),
    "allow_more_time": _("changed the time in tests"),
    "remind_late": _("reminded people who are late"),
    "issue_certificate": _("received a certificate"),
    "keep_question": _("kept a question"),
    "retire_question": _("retired a question"),
    "use_question_again": _("took a question into use again"),
    "import_questions": _("took questions into the bank"),
    "import_package": _("took a package in"),
    "backup": _("made a backup"),
    "restore": _("restored a backup"),
}
# What was touched, by the first piece of an entry's `record`; what needs no name beside the action stays away.
THINGS: dict[str, Any] = {
    "client": _("the case"),
    "audit": _("the talk"),
    "profile": _("the profile"),
    "client_copy": _("the client’s copy"),
    "evidence_of": _("the evidence"),
    "evidence": _("a piece of evidence"),
    "plan": _("the plan"),
    "step": _("a step of the plan"),
    "review": _("the review"),
    "log": _("the access log"),
    "caseload": _("the caseload"),
}


@dataclass(frozen=True)
class Shown:
    """What one person did with one thing, as it is read; several in a row make one line with all their entries.

    `code` and `foreign`: whose case, as far as the reader may know it. `thing` is empty where the action says it.
    """

    entries: tuple[TrailEntry, ...]
    person: str
    words: str
    thing: str
    code: str
    foreign: bool

    @property
    def entry(self) -> TrailEntry:
        """The latest."""
        return self.entries[0]

    @property
    def first(self) -> TrailEntry:
        return self.entries[-1]

    @property
    def lasted(self) -> bool:
        """Longer than one reads in hours and minutes."""
        begins, ends = self.first.at, self.entry.at
        return begins.replace(second=0, microsecond=0) != ends.replace(second=0, microsecond=0)

    @property
    def reason(self) -> str:
        return self.entry.reason

    @property
    def refused(self) -> bool:
        return self.entry.action == DENIED

    @property
    def pieces(self) -> list[tuple[datetime, str]]:
        """Each entry's moment and the question it names."""
        return [(entry.at, str(entry.detail.get("item", ""))) for entry in self.entries]


def team_of(user: User) -> QuerySet[User]:
    """The supervisor and everybody they lead."""
    return User.objects.filter(Q(supervisor=user) | Q(pk=user.pk)).order_by("sort_key")


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
    """Entries with names and codes, the same doings in a row as one; two queries for any number."""
    people = User.objects.in_bulk({entry.actor_id for entry in entries if entry.actor_id})
    subjects: set[UUID] = {entry.subject for entry in entries if entry.subject}
    codes = casefile.codes(subjects) if subjects else {}
    lines = []
    for _doing, together in groupby(entries, key=_doing_of):
        row = tuple(together)
        entry = row[0]
        lines.append(
            Shown(
                entries=row,
                person=str(people[entry.actor_id]) if entry.actor_id in people else "",
                words=words_of(entry.action),
                thing=_thing_of(entry),
                code=codes.get(entry.subject, "") if entry.subject else "",
                foreign=bool(entry.subject and entry.subject not in codes),
            )
        )
    return lines


def words_of(action: str) -> str:
    """An action in words."""
    return str(WORDS.get(action, action.replace("_", " ")))


def _doing_of(entry: TrailEntry) -> tuple[object, ...]:
    """A refusal or an opening with a reason always stands alone."""
    alone = entry.pk if entry.action == DENIED or entry.reason else None
    return entry.actor_id, entry.action, entry.subject, entry.record, timezone.localdate(entry.at), alone


def _thing_of(entry: TrailEntry) -> str:
    kind, _colon, rest = entry.record.partition(":")
    if kind == "route":
        return rest
    return str(THINGS.get(kind, "")) if entry.action in NAMED_BY_THING else ""
