"""Evidence of what a client can do: added to the items it supports, with four ticks and, where there is one, a file.

All run inside `acting(by)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.files.kinds import FILES_A_DAY
from portal.files.refusals import TooManyToday
from portal.protection.identifiers import uuid7
from portal.protection.trail import record
from skills_audit.evidence_files import ENDINGS, CleanFile, FileRefused, cleaned
from skills_audit.explanations import job_name
from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.walk import VALUE, Answers
from skills_audit.models import Audit, Evidence
from skills_audit.result_words import Words

if TYPE_CHECKING:
    from skills_audit.profiles import Result

TICKS = ("valid", "current", "sufficient", "authentic")
LONGEST_NAME = 120
# Where evidence is recorded: once for a school, a job or a language, not at each of its questions.
HOLDERS = {"LAN": "LAN01", "EDU": "EDU01", "JOB": "WRK01", "CRS": "EDU06"}
SINGLE = ("LND", "TRV", "LIC", "JSR")


class UnknownPlace(ValueError):
    """The audit has no such answer."""


@dataclass(frozen=True)
class Place:
    """Something evidence can be recorded for: `key` is "CODE" or "CODE:entry"."""

    key: str
    label: str
    group: str


@dataclass(frozen=True)
class EvidenceRow:
    """One record as it is read. `step` is the level it counts for, `word` that level's."""

    record: Evidence
    labels: tuple[str, ...]
    step: int
    word: str
    kind_word: str
    ticks: tuple[tuple[str, bool], ...]
    boxes: tuple[tuple[str, str, str, bool], ...] = ()

    @property
    def lowered(self) -> bool:
        return self.step < self.record.kind


def holder_of(instrument: Instrument, code: str, entry: str) -> str:
    """The place of a question: the school, job or language it belongs to."""
    item = instrument.by_code.get(code)
    group = item.repeat if item else None
    if group in HOLDERS:
        return f"{HOLDERS[group]}:{entry}"
    return f"{code}:{entry}" if entry else code


def places_of(instrument: Instrument, answers: Answers, words: Words) -> list[Place]:
    """Every answer that can be shown, in the order of the talk."""
    found = []
    order = {item.code: number for number, item in enumerate(instrument.items)}
    for code, entry in sorted(answers, key=lambda place: (order.get(place[0], len(order)), place[1])):
        item = instrument.by_code.get(code)
        if item is None:
            continue
        holds = code in HOLDERS.values() or (code == "TSK" and entry)
        single = item.section in SINGLE and item.highest_ev is not None
        if (holds or single) and answers[code, entry].get("state") == VALUE:
            key = f"{code}:{entry}" if entry else code
            found.append(Place(key, label_of_place(answers, words, key), words.section(item.section)))
    return found


def label_of_place(answers: Answers, words: Words, key: str) -> str:
    """What a place is called in words."""
    code, _, entry = key.partition(":")
    value = answers.get((code, entry), {}).get("value")
    match code:
        case "LAN01" if isinstance(value, str):
            return words.named("languages", value).capitalize()
        case "EDU01" if isinstance(value, int):
            return words.step("ISCED", value)
        case "WRK01" if isinstance(value, str):
            return job_name(answers, words, entry)
        case "EDU06" if isinstance(value, str):
            return value
        case "TSK":
            return words.card(entry)
    name = words.item(code)
    return name if name != code else words.instrument.words[words.spoken].ask(code) or code


@transaction.atomic
def add_evidence(
    *,
    audit: Audit,
    kind: int,
    items: Iterable[str],
    by: User,
    ticks: Mapping[str, bool] | None = None,
    description: str = "",
    dated: date | None = None,
    upload: UploadedFile | None = None,
    key: UUID | None = None,
) -> Evidence:
    """Record what shows an answer. Raises `UnknownPlace` and `FileRefused`; nothing is kept then.

    `key` is made with the form and becomes the record's own: the same form sent twice keeps one record.
    """
    known = set(audit.answers.values_list("item", "entry"))
    wanted = list(dict.fromkeys(items))
    if not wanted or any(_pair(item) not in known for item in wanted):
        raise UnknownPlace
    Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)  # the same form twice at once waits here
    if key is not None and (there := Evidence.objects.filter(pk=key, audit=audit).first()) is not None:
        kept: Evidence = there
        return kept
    if upload:
        _refuse_more_than_a_day(by)
    file = cleaned(upload) if upload else None
    given = {tick: bool((ticks or {}).get(tick)) for tick in TICKS}
    evidence: Evidence = Evidence.objects.create(
        id=key or uuid7(),
        client_id=audit.client_id,
        audit=audit,
        kind=kind,
        items=wanted,
        description=description.strip() or None,
        dated=dated,
        checked_on=timezone.localdate() if any(given.values()) else None,
        checked_by=by if any(given.values()) else None,
        file=file.content if file else None,
        file_name=_name(upload, file) if upload and file else None,
        media_type=file.media_type if file else "",
        added_by=by,
        **given,
    )
    record(
        "add_evidence", subject=audit.client_id, record=f"evidence:{evidence.pk}",
        detail={"items": wanted, "kind": kind, "file": bool(file)}, actor_id=by.pk,
    )  # fmt: skip
    return evidence


@transaction.atomic
def tick_evidence(*, evidence: Evidence, ticks: Mapping[str, bool], by: User) -> None:
    """Check a record (again): which of the four ticks hold today."""
    for tick in TICKS:
        setattr(evidence, tick, bool(ticks.get(tick)))
    evidence.checked_on, evidence.checked_by = timezone.localdate(), by
    evidence.save(update_fields=[*TICKS, "checked_on", "checked_by"])
    record("check_evidence", subject=evidence.client_id, record=f"evidence:{evidence.pk}", actor_id=by.pk)


@transaction.atomic
def take_back_evidence(*, evidence: Evidence, by: User) -> None:
    """It counts no longer and stands apart, ready to be put back; a second time changes nothing."""
    _set_taken_back(evidence, timezone.now(), "take_back_evidence", by)


@transaction.atomic
def put_back_evidence(*, evidence: Evidence, by: User) -> None:
    """It counts again."""
    _set_taken_back(evidence, None, "put_back_evidence", by)


def _set_taken_back(evidence: Evidence, at: datetime | None, action: str, by: User) -> None:
    changed = Evidence.objects.filter(pk=evidence.pk, taken_back_at__isnull=at is not None).update(
        taken_back_at=at, taken_back_by=by if at else None
    )
    if changed:
        record(action, subject=evidence.client_id, record=f"evidence:{evidence.pk}", actor_id=by.pk)


class StillCounts(Exception):
    """Only a record that was taken back is deleted."""


@transaction.atomic
def delete_evidence(*, evidence: Evidence, by: User) -> None:
    """Gone for good with its file: for what should never have been recorded. Raises `StillCounts`."""
    if not Evidence.objects.filter(pk=evidence.pk, taken_back_at__isnull=False).delete()[0]:
        raise StillCounts
    record("delete_evidence", subject=evidence.client_id, record=f"evidence:{evidence.pk}", actor_id=by.pk)


def _refuse_more_than_a_day(by: User) -> None:
    since = timezone.now() - timedelta(days=1)
    if Evidence.objects.filter(added_by=by, added_at__gte=since).exclude(media_type="").count() >= FILES_A_DAY:
        raise FileRefused(str(TooManyToday()))


def _pair(item: str) -> tuple[str, str]:
    code, _, entry = item.partition(":")
    return code, entry


def _name(upload: UploadedFile, file: CleanFile) -> str:
    """The name as given, with the ending of what the file really is."""
    stem = (upload.name or "").rsplit("/", 1)[-1].rsplit(".", 1)[0].strip()[:LONGEST_NAME]
    return (stem or "file") + ENDINGS[file.media_type]


def evidence_rows(result: Result, language: str) -> list[EvidenceRow]:
    """The records of a result in words."""
    words = Words(result.instrument, language)
    return [evidence_row(evidence, result.rows, words) for evidence in result.evidence]


def evidence_row(evidence: Evidence, answers: Answers, words: Words) -> EvidenceRow:
    """One record in words."""
    fields: dict[str, Any] = {field.name: field.verbose_name for field in Evidence._meta.fields}
    return EvidenceRow(
        record=evidence,
        labels=tuple(label_of_place(answers, words, item) for item in evidence.items),
        step=evidence.level,
        word=words.step("EV", evidence.level),
        kind_word=words.step("EV", evidence.kind),
        ticks=tuple((str(fields[tick]), getattr(evidence, tick)) for tick in TICKS),
    )
