"""Evidence: added to an answer, read with it, its file opened only by those who may see the case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from portal.components.forms import DateInput
from portal.protection.cases import case_view, open_record, opened_record
from portal.protection.identifiers import uuid7
from portal.protection.prepared_records import PreparedRecords
from portal.requests import StaffRequest
from skills_audit.evidence import (
    TICKS,
    EvidenceRow,
    Place,
    StillCounts,
    UnknownPlace,
    add_evidence,
    delete_evidence,
    evidence_row,
    holder_of,
    places_of,
    put_back_evidence,
    take_back_evidence,
    tick_evidence,
)
from skills_audit.evidence_files import ENDINGS, FileRefused
from skills_audit.instrument.definition import Instrument
from skills_audit.models import Audit, Evidence
from skills_audit.profiles import DONE
from skills_audit.querysets import with_instrument
from skills_audit.result_words import Words
from skills_audit.results import LONGEST_TEXT, Rows, instrument_for, rescore, stored_rows

NOT_STOPPED = [state for state in Audit.State if state != Audit.State.STOPPED]
ACCEPTED = ",".join(ENDINGS)
TICK_HELP = {
    "valid": _("It shows this very skill"),
    "current": _("The skill is fresh enough to use today"),
    "sufficient": _("It covers the whole of what was told"),
    "authentic": _("It is the client's own, seen in the original or confirmed"),
}


class EvidenceForm(forms.Form):
    """What shows an answer, how, and which of the four ticks hold."""

    items = forms.MultipleChoiceField(
        label=_("What it shows"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )  # fmt: skip
    kind = forms.TypedChoiceField(
        label=_("Kind of evidence"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )  # fmt: skip
    description = forms.CharField(
        label=_("Note"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is and from whom. No numbers of documents, nothing about health or the journey."),
    )  # fmt: skip
    dated = forms.DateField(
        label=_("Date of the skill"), required=False, widget=DateInput(),
        help_text=_("When the work was done or the paper issued."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("A photograph or a PDF. Place and device are removed; it is kept sealed."),
    )  # fmt: skip
    operation = forms.UUIDField(widget=forms.HiddenInput, required=False)
    valid = forms.BooleanField(label=_("Valid"), required=False, help_text=TICK_HELP["valid"])
    current = forms.BooleanField(label=_("Current"), required=False, help_text=TICK_HELP["current"])
    sufficient = forms.BooleanField(label=_("Sufficient"), required=False, help_text=TICK_HELP["sufficient"])
    authentic = forms.BooleanField(label=_("Authentic"), required=False, help_text=TICK_HELP["authentic"])

    def __init__(self, *args: Any, places: list[Any], words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(place.key, place.label) for place in places]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(step, words.step("EV", step)) for step in range(1, 6)]  # type: ignore[attr-defined]


_audits = PreparedRecords(
    lambda audit, client: (
        with_instrument(Audit.objects.filter(pk=audit, client_id=client))
        .filter(state__in=NOT_STOPPED)
        .select_related("client")
    ),
    audit=UUID,
    client=UUID,
)
_records = PreparedRecords(
    lambda audit: (
        Evidence.objects.filter(audit_id=audit)
        .defer("file")
        .select_related("added_by", "checked_by", "taken_back_by")
        .order_by("-added_at")
    ),
    audit=UUID,
)


def _open_audit(client_id: UUID, audit_id: UUID) -> tuple[Audit, Instrument, Rows]:
    found = _audits.first(audit=audit_id, client=client_id)
    audit = opened_record(found, client=client_id, what="evidence_of")
    return audit, instrument_for(audit), stored_rows(audit)


@case_view
def evidence_list(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """Every record of an audit, and the form for one more."""
    audit, instrument, answers = _open_audit(client_id, audit_id)
    words = Words(instrument, request.interface_language)
    places = places_of(instrument, answers, words)
    code, entry = request.GET.get("item", ""), request.GET.get("entry", "")
    chosen = holder_of(instrument, code, entry) if code else ""
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        places=places,
        words=words,
        initial={"items": [chosen], "operation": uuid7()},
    )
    if request.method == "POST" and form.is_valid() and _kept(request, audit, form):
        if audit.state in DONE:
            rescore(audit=audit, by=request.user)
            return redirect("skills_audit:profile", client_id, audit_id)
        return redirect("skills_audit:evidence", client_id, audit_id)
    rows = [_with_boxes(evidence_row(record, answers, words)) for record in _records(audit=audit.pk)]
    context = {
        "audit": audit,
        "client": audit.client,
        "form": form,
        "finished": audit.state in DONE,
        "rows": [row for row in rows if not row.record.taken_back_at],
        "taken_back": [row for row in rows if row.record.taken_back_at],
        "groups": _groups(places, request.POST.getlist("items") or [chosen]),
    }
    return render(request, "skills_audit/evidence.html", context, status=422 if form.errors else 200)


def _groups(places: list[Place], chosen: list[str]) -> list[dict[str, Any]]:
    """The places by section of the talk; one that holds something chosen stands open."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for place in places:
        row = {"key": place.key, "label": place.label, "chosen": place.key in chosen}
        groups.setdefault(place.group, []).append(row)
    return [{"name": name, "places": rows, "open": any(row["chosen"] for row in rows)} for name, rows in groups.items()]


def _with_boxes(row: EvidenceRow) -> EvidenceRow:
    """The record with its four boxes: key, name, what it means, whether it holds."""
    names = [name for name, _holds in row.ticks]
    boxes = zip(TICKS, names, TICK_HELP.values(), (holds for _name, holds in row.ticks), strict=True)
    return replace(row, boxes=tuple((key, name, str(says), holds) for key, name, says, holds in boxes))


def _kept(request: StaffRequest, audit: Audit, form: EvidenceForm) -> bool:
    data = form.cleaned_data
    try:
        add_evidence(
            audit=audit,
            kind=data["kind"],
            items=data["items"],
            ticks={tick: data[tick] for tick in TICKS},
            description=data["description"],
            dated=data["dated"],
            upload=data["file"],
            key=data["operation"],
            by=request.user,
        )
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return False
    except UnknownPlace:
        form.add_error("items", _("Choose what was answered in this talk."))
        return False
    messages.success(request, _("The evidence is kept."))
    return True


@require_POST
@case_view
def check(request: StaffRequest, client_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Tick a record again, and work the result out anew."""
    record = open_record(
        Evidence.objects.filter(pk=evidence_id, client_id=client_id).defer("file"), client=client_id, what="evidence"
    )
    tick_evidence(evidence=record, ticks={tick: tick in request.POST for tick in TICKS}, by=request.user)
    messages.success(request, _("The check is kept."))
    return _counted_anew(request, record)


TURNS = {"take": take_back_evidence, "put": put_back_evidence, "delete": delete_evidence}
TOLD = {
    "take": _("The evidence is taken back. It no longer counts; below you can put it back."),
    "put": _("The evidence counts again."),
    "delete": _("The record and its file are deleted."),
}


@require_POST
@case_view
def turn(request: StaffRequest, client_id: UUID, evidence_id: UUID, do: str) -> HttpResponse:
    """Take a record back, put it back, or delete one that was taken back; then work the result out anew."""
    rows = Evidence.objects.filter(pk=evidence_id, client_id=client_id).defer("file")
    record = open_record(rows, client=client_id, what="evidence")
    try:
        TURNS[do](evidence=record, by=request.user)
    except StillCounts:
        raise Http404 from None
    messages.success(request, TOLD[do])
    return _counted_anew(request, record)


def _counted_anew(request: StaffRequest, record: Evidence) -> HttpResponse:
    audit = Audit.objects.get(pk=record.audit_id)
    if audit.state in DONE:
        rescore(audit=audit, by=request.user)
    return redirect("skills_audit:evidence", record.client_id, audit.pk)


@case_view
def file(request: StaffRequest, client_id: UUID, evidence_id: UUID) -> HttpResponse:
    """The file itself, for who may see the case; each opening is logged. It never runs anything in the browser."""
    record = open_record(
        Evidence.objects.filter(pk=evidence_id, client_id=client_id), client=client_id, action="open_file",
        what="evidence",
    )  # fmt: skip
    if not record.file:
        raise Http404
    answer = HttpResponse(record.file, content_type=record.media_type)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=record.media_type == "application/pdf", filename=record.file_name or "file"
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
