"""Answers with two versions: both are kept, side by side, until a person chooses."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.protection.cases import case_view
from portal.requests import StaffRequest
from skills_audit.answers import AuditClosed
from skills_audit.instrument.walk import Step
from skills_audit.models import ConflictCopy
from skills_audit.talk.answering import settle_conflict
from skills_audit.talk.reading import Line, lines_of
from skills_audit.talk.screen import step_url
from skills_audit.talk.session import Talk, open_talk
from skills_audit.views.talk import frame_of


@dataclass(frozen=True)
class Conflict:
    """What stands and what came too late, line by line."""

    copy: ConflictCopy
    code: str
    question: str
    standing: list[Line]
    refused: list[Line]
    url: str


def open_conflicts(talk: Talk) -> Any:
    """Those nobody has settled yet, oldest first."""
    return (
        ConflictCopy.objects.filter(answer__audit=talk.audit, settled_at__isnull=True)
        .select_related("answer__saved_by", "sent_by")
        .order_by("received_at")
    )


@case_view
def conflicts(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """All answers of an audit that have two versions."""
    talk = open_talk(client=client_id, audit=audit_id)
    language = request.interface_language
    found = [_conflict(talk, copy, language) for copy in open_conflicts(talk)]
    context = frame_of(request, talk) | {"conflicts": found, "go_on": step_url(talk, talk.here())}
    return render(request, "skills_audit/conflict_list.html", context)


@require_POST
@case_view
def settle(request: StaffRequest, client_id: UUID, audit_id: UUID, conflict_id: UUID) -> HttpResponse:
    """Choose which version holds."""
    talk = open_talk(client=client_id, audit=audit_id, lock=True)
    conflict = open_conflicts(talk).filter(pk=conflict_id).first()
    take = request.POST.get("take", "")
    if take not in ("standing", "refused"):
        raise Http404
    if conflict is not None:
        try:
            settle_conflict(
                conflict=conflict, audit=talk.audit, instrument=talk.instrument, take=take, by=request.user
            )  # fmt: skip
        except AuditClosed:
            messages.error(request, _("This talk is closed. Its answers no longer change."))
            return redirect("skills_audit:case", client_id)
        messages.success(request, _("It is settled. The other version stays in the record."))
    if open_conflicts(talk).exists():
        return redirect("skills_audit:conflicts", client_id, audit_id)
    return redirect(step_url(talk, talk.here()))


def _conflict(talk: Talk, copy: ConflictCopy, language: str) -> Conflict:
    code, entry = copy.answer.item, copy.answer.entry
    standing = talk.answers.get((code, entry), copy.answer.content)
    return Conflict(
        copy=copy,
        code=code,
        question=talk.instrument.words[language].ask(code) or code,
        standing=lines_of(talk.instrument, code, standing, language),
        refused=lines_of(talk.instrument, code, copy.content, language),
        url=step_url(talk, Step(code, entry)) if code in talk.instrument.by_code else "",
    )
