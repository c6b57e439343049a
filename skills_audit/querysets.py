"""Reads about clients and audits. All of them run inside `acting(user)`; outside there are no rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.prepared import Prepared
from portal.protection.actor import acting_as_system
from portal.protection.keys import open_data_keys
from portal.protection.models import CaseAssignment
from portal.protection.prepared_records import PreparedRecords
from portal.protection.retention import RULES
from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.publishing import instrument_of
from skills_audit.instrument.walk import Progress, progress_of
from skills_audit.models import Answer, Audit, Client
from skills_audit.service_clock import Clock, NoRule, ServiceFacts, read_clock, shipped_rules

type Rows = dict[tuple[str, str], dict[str, Any]]


@dataclass
class CaseRow:
    """One client of a caseload, ready to print. `stands_in_for`: whose place the reader takes; `substitute`: who
    takes the reader's."""

    client: Client
    audit: Audit | None = None
    progress: Progress | None = None
    clock: Clock | None = None
    urgent: list[str] = field(default_factory=list)
    stands_in_for: User | None = None
    until: date | None = None
    substitute: CaseAssignment | None = None

    @property
    def pressing(self) -> bool:
        return bool(self.urgent) or self.client.next_step_urgent

    @property
    def on_leave(self) -> bool:
        until = self.client.on_leave_until
        return until is not None and until >= timezone.localdate()


def clients_in_service() -> QuerySet[Client]:
    """Clients the actor may see whose service has not ended."""
    found: QuerySet[Client] = Client.objects.filter(ended_on__isnull=True)
    return found


def kept_until(client: Client) -> date | None:
    """The last day the record of an ended service is kept, by the rule of retention; None while the service goes on."""
    keeps = RULES["client_record"].keeps
    return client.ended_on + keeps if client.ended_on and keeps else None


def audits_of(client_id: UUID) -> QuerySet[Audit]:
    """A client's audits, latest first, with the digest of their instrument."""
    found: QuerySet[Audit] = with_instrument(Audit.objects.filter(client_id=client_id))
    return found


def with_instrument(audits: Any) -> Any:
    """Audits that know their instrument's fingerprint without loading its texts."""
    return audits.annotate(digest=F("instrument__sha256"), instrument_version=F("instrument__version"))


def caseload_and_over(user: User, today: date) -> tuple[list[CaseRow], list[Client]]:
    """The caseload, and the clients whose service has ended and whose record is still kept, latest end first."""
    found = _clients()
    over = [client for client in found if client.ended_on is not None]
    over.sort(key=lambda client: client.ended_on, reverse=True)
    return _rows((client for client in found if client.ended_on is None), user, today), over


def caseload_of(user: User, today: date, *, counted: bool = True) -> list[CaseRow]:
    """All clients of this person with what the list shows; the number of queries does not grow with them.

    `counted` False leaves out who else works there and how far each talk has come, for which every answer of an open
    one is read.
    """
    return _rows(_in_service(), user, today, counted=counted)


_clients = PreparedRecords(lambda: Client.objects.all())
_in_service = PreparedRecords(clients_in_service)
client_with: Callable[..., Client | None] = PreparedRecords(lambda pk: Client.objects.filter(pk=pk), pk=UUID).first


class StoredAnswer(NamedTuple):
    """An answer as it is read, its content opened: a talk has a hundred, and an instance for each takes longest."""

    item: str
    entry: str
    content: dict[str, Any]
    version: int
    saved_at: datetime


class Contents(Mapping[tuple[str, str], dict[str, Any]]):
    """What was answered, by item and entry; each is opened when it is read: a plan asks for a dozen of a hundred.

    `rows` as `SEALED` names their columns.
    """

    def __init__(self, rows: Iterable[Any]) -> None:
        self._sealed = {(item, entry): (content, client, pk) for pk, client, content, item, entry in rows}
        self._opened: dict[tuple[str, str], dict[str, Any]] = {}

    def __getitem__(self, place: tuple[str, str]) -> dict[str, Any]:
        if place not in self._opened:
            content, client, pk = self._sealed[place]
            self._opened[place] = Answer._meta.get_field("content").opened_of(content, subject=client, pk=pk)
        return self._opened[place]

    def __contains__(self, place: object) -> bool:
        return place in self._sealed

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._sealed)

    def __len__(self) -> int:
        return len(self._sealed)

    def get(self, place: tuple[str, str], default: Any = None) -> Any:
        """Not as a mapping does it: a KeyError while an answer is opened must not read as no answer."""
        return self[place] if place in self._sealed else default


def contents_of(audit: UUID) -> Contents:
    """The content of every answer of an audit. To be read inside `acting`, as all here."""
    return Contents(_contents(audit=audit))


def answers_of(audit: UUID) -> list[StoredAnswer]:
    """Every answer of an audit."""
    opened = Answer._meta.get_field("content").opened_of
    return [
        StoredAnswer(item, entry, opened(content, subject=client, pk=pk), version, saved_at)
        for pk, client, content, item, entry, version, saved_at in _answers(audit=audit)
    ]


SEALED = ("pk", "client_id", "content", "item", "entry")
_contents = PreparedRecords(lambda audit: Answer.objects.filter(audit_id=audit).values_list(*SEALED), audit=UUID)
_answers = PreparedRecords(
    lambda audit: Answer.objects.filter(audit_id=audit).values_list(*SEALED, "version", "saved_at"), audit=UUID
)


def _rows(clients: Iterable[Client], user: User, today: date, *, counted: bool = True) -> list[CaseRow]:
    rows = {client.pk: CaseRow(client) for client in clients}
    open_data_keys(rows)
    for row in rows.values():
        row.clock = clock_of(row.client, today)
    if counted:
        _add_people(rows, user)
    _add_audits(rows, counted=counted)
    return sorted(rows.values(), key=lambda row: _order(row, today))


def _order(row: CaseRow, today: date) -> tuple[Any, ...]:
    due = row.client.next_step_on
    return not row.pressing, row.on_leave, due or date.max, row.client.code


def clock_of(client: Client, today: date) -> Clock | None:
    """The service clock of a client; None before the service begins or where no rule is known."""
    facts = ServiceFacts(
        arrived_on=client.arrived_on,
        status_on=client.status_on,
        plan_done_on=client.plan_done_on,
        stopped_on=client.ended_on,
    )
    try:
        return read_clock(shipped_rules(), facts, today)
    except NoRule:
        return None


def _add_people(rows: dict[UUID, CaseRow], user: User) -> None:
    assignments: dict[UUID, list[CaseAssignment]] = defaultdict(list)
    for assignment in _assigned(subjects=list(rows), day=timezone.localdate()):
        assignments[assignment.subject].append(assignment)
    for subject, people in assignments.items():
        mine = [a for a in people if a.user_id == user.pk]
        others = [a for a in people if a.user_id != user.pk]
        if mine and all(a.part == CaseAssignment.Part.SUBSTITUTE for a in mine):
            carries = next((a for a in others if a.part == CaseAssignment.Part.CARRIES), None)
            rows[subject].stands_in_for = carries.user if carries else None
            rows[subject].until = mine[0].ends
        elif mine:
            rows[subject].substitute = next((a for a in others if a.part == CaseAssignment.Part.SUBSTITUTE), None)


def _add_audits(rows: dict[UUID, CaseRow], *, counted: bool) -> None:
    audits: dict[UUID, Audit] = {audit.pk: audit for audit in _latest(clients=list(rows))}
    instruments: dict[UUID, Instrument] = {
        audit.pk: instrument_of(audit.instrument_id, audit.digest)  # type: ignore[attr-defined]
        for audit in audits.values()
    }
    urgent = {code for instrument in instruments.values() for code in instrument.urgent_items}
    # Of a talk that has ended, only what cannot wait is shown.
    whole = [audit.pk for audit in audits.values() if counted and audit.state in Audit.OPEN]
    sealed: dict[UUID, list[Any]] = defaultdict(list)
    for of_audit, *answer in _shown(audits=list(audits), items=sorted(urgent), whole=whole):
        sealed[of_audit].append(answer)
    for audit in audits.values():
        row, given, instrument = rows[audit.client_id], Contents(sealed[audit.pk]), instruments[audit.pk]
        row.audit = audit
        if counted and audit.state in Audit.OPEN:
            row.progress = progress_of(instrument, audit.route, given)
        row.urgent = [code for code in instrument.urgent_items if given.get((code, ""), {}).get("urgent")]


def _answers_shown(audits: list[UUID], items: list[str], whole: list[UUID]) -> QuerySet[Answer, Any]:
    read = Q(audit_id__in=audits, item__in=items, entry="") | Q(audit_id__in=whole)
    found: QuerySet[Answer, Any] = Answer.objects.filter(read).values_list("audit_id", *SEALED)
    return found


def _latest_audits(clients: list[UUID]) -> QuerySet[Audit]:
    found: QuerySet[Audit] = with_instrument(Audit.objects.filter(client_id__in=clients))
    return found.order_by("client_id", "-started_at").distinct("client_id")


_shown = PreparedRecords(_answers_shown, audits=list[UUID], items=list[str], whole=list[UUID])
_latest = PreparedRecords(_latest_audits, clients=list[UUID])
_assigned = Prepared(
    lambda subjects, day: (
        CaseAssignment.objects.current(day)
        .filter(subject__in=subjects)
        .select_related("user")
        .only("subject", "user", "part", "ends", "user__first_name", "user__last_name", "user__email")
    ),
    subjects=list[UUID],
    day=date,
)


def people_of(client_id: UUID) -> list[CaseAssignment]:
    """Who works with a client now, leads first."""
    order = {part: number for number, part in enumerate(CaseAssignment.Part.values)}
    found = _assigned(subjects=[client_id], day=timezone.localdate())
    return sorted(found, key=lambda assignment: order[assignment.part])


def client_of_audit(audit_id: UUID) -> UUID | None:
    """Whose audit this is, also a foreign one: only to tell "not there" from "not yours" in the access log."""
    with acting_as_system("whose audit was asked for"):
        found: UUID | None = Audit.objects.filter(pk=audit_id).values_list("client_id", flat=True).first()
    return found


def client_by_code(code: str) -> UUID | None:
    """The identifier behind a case code, also outside the caseload: only to open a case with a reason."""
    with acting_as_system("opening by code"):
        found: UUID | None = Client.objects.filter(code__iexact=code.strip()).values_list("pk", flat=True).first()
    return found


def language_name(instrument: Instrument, site: str, language: str) -> str:
    """The name of a language of the client's side, in the reader's language."""
    rows = instrument.lists.get("languages", {}).get("languages", ())
    return next((str(row.get(language) or row["en"]) for row in rows if row.get("site") == site), site)
