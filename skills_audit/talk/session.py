"""An open talk: the audit with its instrument and every answer so far, read in two queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from portal.protection.cases import opened_record
from portal.protection.prepared_records import PreparedRecords
from skills_audit.instrument.definition import IDENTITY, Instrument, Item
from skills_audit.instrument.publishing import instrument_of
from skills_audit.instrument.walk import MORE, NEW, Progress, Step, neighbours, progress_of, step_at, steps_of
from skills_audit.models import Audit, ClientIdentity
from skills_audit.querysets import answers_of, with_instrument

END = "end"


@dataclass
class Talk:
    """`versions` tells what each row stands at; `saved_at` when the latest of them was saved."""

    audit: Audit
    instrument: Instrument
    answers: dict[tuple[str, str], dict[str, Any]]
    versions: dict[tuple[str, str], int]
    saved_at: datetime | None = None

    @cached_property
    def steps(self) -> list[Step]:
        return steps_of(self.instrument, self.audit.route, self.answers)

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.instrument, self.audit.route, self.answers)

    @property
    def is_open(self) -> bool:
        return self.audit.state in Audit.OPEN

    def here(self) -> Step | None:
        """Where the talk stands; None at its end."""
        return step_at(self.instrument, self.audit.route, self.answers, self.audit.position)

    def step(self, code: str, entry: str) -> Step:
        """The step an address names, also one that the skip logic has closed since; 404 for none at all."""
        if code in self.instrument.repeats and not entry:
            return Step(code, "", MORE)
        item = self.instrument.by_code.get(code)
        if item is None or self.audit.route not in item.routes or bool(item.repeat) != bool(entry):
            raise Http404
        return Step(code, entry)

    def around(self, step: Step) -> tuple[Step | None, Step | None]:
        """The steps before and after; one more entry leads back to its group."""
        if step not in self.steps and step.entry == NEW:
            group = self.instrument.by_code[step.code].repeat
            more = next((other for other in self.steps if other.kind == MORE and other.code == group), None)
            return more, more
        if step not in self.steps:
            return self._near(step)
        return neighbours(self.steps, step)

    def _near(self, step: Step) -> tuple[Step | None, Step | None]:
        """Around a question that is not asked (any longer): by its place in the instrument."""
        order = {code: place for place, code in enumerate(self.instrument.by_code)}
        openings = self.instrument.openings
        at = order.get(step.code, order[openings[step.code].code] if step.code in openings else 0)
        places = [order.get(s.code, order[openings[s.code].code] if s.code in openings else 0) for s in self.steps]
        before = [s for s, place in zip(self.steps, places, strict=True) if place < at]
        after = [s for s, place in zip(self.steps, places, strict=True) if place > at]
        return (before[-1] if before else None), (after[0] if after else None)

    def number(self, step: Step) -> int | None:
        """The question's number on this route."""
        code = self.instrument.openings[step.code].code if step.kind == MORE else step.code
        return self.progress.numbers.get(code)

    def item(self, step: Step) -> Item:
        """The question of a step; of a group its opening one."""
        return self.instrument.openings[step.code] if step.kind == MORE else self.instrument.by_code[step.code]


def open_audit(*, client: UUID, audit: UUID, action: str = "view", lock: bool = False) -> Audit:
    """The audit with its log entry; `ForeignCase` when the client is another's."""
    if lock:  # saves of one audit stand in line, and none comes after its end
        found = _audit(audit, client).select_for_update(no_key=True, of=("self",)).first()
    else:
        found = _audits.first(audit=audit, client=client)
    opened: Audit = opened_record(found, client=client, action=action, what="audit")
    return opened


def _audit(audit: UUID, client: UUID) -> QuerySet[Audit]:
    found: QuerySet[Audit] = with_instrument(Audit.objects.filter(pk=audit, client_id=client))
    return found.select_related("client__identity")


_audits = PreparedRecords(_audit, audit=UUID, client=UUID)


def open_talk(*, client: UUID, audit: UUID, action: str = "view", lock: bool = False) -> Talk:
    """The audit, its instrument and its answers, with a log entry of the view."""
    return talk_of(open_audit(client=client, audit=audit, action=action, lock=lock))


def talk_of(audit: Audit) -> Talk:
    """The talk of an audit that was opened already (`with_instrument`)."""
    instrument = instrument_of(audit.instrument_id, audit.digest)  # type: ignore[attr-defined]
    rows = answers_of(audit=audit.pk)
    talk = Talk(
        audit=audit,
        instrument=instrument,
        answers={(row.item, row.entry): row.content for row in rows},
        versions={(row.item, row.entry): row.version for row in rows},
        saved_at=max((row.saved_at for row in rows), default=None),
    )
    if any(instrument.by_code[code].store == IDENTITY for code, _entry in talk.answers if code in instrument.by_code):
        _add_identity(talk)
    return talk


def _add_identity(talk: Talk) -> None:
    """Names and contacts lie apart; in the talk they stand in their place."""
    identity: ClientIdentity | None = getattr(talk.audit.client, "identity", None)
    for code, content in ((identity.answers if identity else None) or {}).items():
        if talk.answers.get((code, ""), {}).get("state") == "value":
            talk.answers[code, ""] = content
