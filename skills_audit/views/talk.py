"""The interview: one question a screen. Works as plain forms; the page's script saves the same through the API."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.protection.cases import case_view
from portal.protection.identifiers import uuid7
from portal.protection.prepared_records import PreparedRecords
from portal.requests import StaffRequest
from portal.seams.guidance import Guidance, guidance_for
from portal.seams.licence import licence_for
from skills_audit import actions
from skills_audit.answers import AuditClosed, OperationReused, Saved, Stale
from skills_audit.instrument.contents import Misfit
from skills_audit.instrument.definition import Item
from skills_audit.instrument.walk import COMPLETE, DECLINED, MORE, NEW, NONE, REMOVED, UNKNOWN, VALUE, Step
from skills_audit.models import ConflictCopy
from skills_audit.querysets import language_name
from skills_audit.results import OpenConflicts, finish_audit
from skills_audit.talk.answering import keep_answer, stand_at
from skills_audit.talk.device import boot_data, screens_data
from skills_audit.talk.form import content_of, says_nothing
from skills_audit.talk.hints import hint_for
from skills_audit.talk.screen import Screen, position_of, screen_of, step_url
from skills_audit.talk.session import END, Talk, open_audit, open_talk, talk_of

INSTRUMENT = "skills-audit"
GUIDANCE_SECONDS = 300
NOT_TODAY = {"SES03": "not_now", "SES04": "another_day"}
PLACE = re.compile(r"[A-Za-z0-9_/-]{0,60}\Z")


@case_view
def resume(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """Go on exactly where the talk stopped."""
    talk = open_talk(client=client_id, audit=audit_id, action="open_talk")
    if not talk.is_open:
        return redirect("skills_audit:case", client_id)
    licence = licence_for(request.user, INSTRUMENT)
    if not licence.valid:
        messages.warning(request, licence.reason or _("You may not run an audit yet."))
        return redirect("skills_audit:case", client_id)
    actions.resume_audit(audit=talk.audit, by=request.user)
    return redirect(step_url(talk, talk.here()))


@case_view
def step(request: StaffRequest, client_id: UUID, audit_id: UUID, item: str, entry: str = "") -> HttpResponse:
    """A question: shown, or its answer kept and the next one opened."""
    talk = open_talk(client=client_id, audit=audit_id, lock=request.method == "POST")
    here = talk.step(item, entry)
    if not talk.is_open:
        return redirect("skills_audit:case", client_id)
    if request.method == "POST":
        return _keep(request, talk, here)
    stand_at(talk.audit, here.position)
    return _page(request, talk, here, screen_of(talk, here, request.interface_language))


def _keep(request: StaffRequest, talk: Talk, here: Step) -> HttpResponse:
    """Keep the answer and go on; what was typed stays where it does not fit."""
    item, entry, content = _said(request, talk, here)
    if content is None:
        unchanged = _group_of(talk, item) if "remove" in request.POST or "put_back" in request.POST else None
        return redirect(step_url(talk, unchanged or _after(request, talk, here)))
    try:
        saved = keep_answer(
            audit=talk.audit, instrument=talk.instrument, item=item, entry=entry, content=content,
            expected=_expected(request, talk, item, entry), operation=_operation(request), by=request.user,
        )  # fmt: skip
    except Misfit as misfit:
        screen = screen_of(
            talk, here, request.interface_language, content=content, problems=misfit.problems, entry=entry
        )
        return _page(request, talk, here, screen, status=422)
    except (AuditClosed, OperationReused):
        messages.error(request, _("This talk is closed. The answer was not saved."))
        return redirect("skills_audit:case", talk.audit.client_id)
    if isinstance(saved, Stale):
        messages.warning(request, _("Somebody answered this meanwhile. Both versions are kept: choose one."))
        return redirect("skills_audit:conflicts", talk.audit.client_id, talk.audit.pk)
    return _gone_on(request, talk, here, item, entry, content, saved)


def _gone_on(
    request: StaffRequest, talk: Talk, here: Step, item: str, entry: str, content: dict[str, Any], saved: Saved
) -> HttpResponse:
    fresh = Talk(talk.audit, talk.instrument, {**talk.answers, (item, entry): content}, talk.versions, saved.saved_at)
    if ends_the_talk(item, content):
        return redirect("skills_audit:talk_rest", talk.audit.client_id, talk.audit.pk)
    if "remove" in request.POST or "put_back" in request.POST:
        return redirect(step_url(fresh, _group_of(fresh, item)))
    if here.entry == NEW and item == here.code:
        here = Step(item, entry)
    following = _after(request, fresh, here)
    stand_at(fresh.audit, position_of(following))
    return redirect(step_url(fresh, following))


def _group_of(talk: Talk, item: str) -> Step:
    """Where a group is closed or, when nothing is left in it, begun."""
    group = talk.instrument.by_code[item].repeat or ""
    more = Step(group, "", MORE)
    return more if more in talk.steps else Step(talk.instrument.openings[group].code, NEW)


def ends_the_talk(item: str, content: Mapping[str, Any]) -> bool:
    """The client does not want to talk now: then nothing more is asked today."""
    return item in NOT_TODAY and content.get("value") == NOT_TODAY[item]


def _said(request: StaffRequest, talk: Talk, here: Step) -> tuple[str, str, dict[str, Any] | None]:
    """Item, entry and content of what was posted; no content where nothing was said."""
    do, data = request.POST.get("do", ""), request.POST
    item = talk.item(here)
    if (here.kind == MORE or here.entry == NEW) and (taken := _taken_or_put_back(talk, item, data)):
        return taken
    if here.kind == MORE:
        complete = {"state": VALUE, "value": COMPLETE}
        done = do != "complete" or talk.answers.get((here.code, "")) == complete
        return here.code, "", None if done else complete
    if here.entry == NEW and do == NONE and item.repeat:
        return item.repeat, "", {"state": VALUE, "value": NONE}
    content = content_of(item, data)
    if here.entry == NEW and content["state"] in (DECLINED, UNKNOWN) and item.repeat:
        return item.repeat, "", {"state": content["state"]}
    entry = data.get("entry", "") if here.entry == NEW else here.entry
    if says_nothing(content) and (here.code, entry) not in talk.answers:
        return here.code, entry, None
    if content == talk.answers.get((here.code, entry)):
        return here.code, entry, None
    return here.code, entry, content


def _taken_or_put_back(
    talk: Talk, item: Item, data: Mapping[str, Any]
) -> tuple[str, str, dict[str, Any] | None] | None:
    """An entry is taken back with what it was, or put back as it was; the same button again changes nothing."""
    entry = data.get("remove") or data.get("put_back")
    if not entry:
        return None
    row = talk.answers.get((item.code, entry), {})
    if "put_back" in data:
        return item.code, entry, row.get("was")
    gone = not row or row.get("state") == REMOVED
    return item.code, entry, None if gone else {"state": REMOVED, "was": dict(row)}


def _after(request: StaffRequest, talk: Talk, here: Step) -> Step | None:
    if here.kind == MORE and request.POST.get("do") == "add":
        return Step(talk.item(here).code, NEW)
    if here.entry == NEW and here not in talk.steps:
        group = Step(talk.instrument.by_code[here.code].repeat or "", "", MORE)
        return talk.around(group)[1] if group in talk.steps else talk.around(here)[1]
    return talk.around(here)[1]


def _expected(request: HttpRequest, talk: Talk, item: str, entry: str) -> int:
    """The version the form was made from; rows of a group have no form of their own."""
    given = request.POST.get("version", "")
    asked = talk.instrument.by_code.get(item)
    if (
        asked is None
        or not given.isdecimal()
        or "remove" in request.POST
        or "put_back" in request.POST
        or (asked.repeat == item and not entry)
    ):
        return talk.versions.get((item, entry), 0)
    return int(given)


def _operation(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("operation", ""))
    except ValueError:
        return uuid7()


def _page(request: StaffRequest, talk: Talk, here: Step, screen: Screen, status: int = 200) -> HttpResponse:
    before, after = talk.around(here)
    context = frame_of(request, talk) | {
        "screen": screen,
        "back": step_url(talk, before) if before else reverse("skills_audit:case", args=[talk.audit.client_id]),
        "guidance": guidance_of(screen, request.interface_language),
        "hint": hint_for(talk, screen.item.code),
        "boot": boot_data(talk, request, here),
        "client_url": step_url(talk, here if not screen.for_worker else after, "client_view"),
    }
    return render(request, "skills_audit/talk.html", context, status=status)


def frame_of(request: StaffRequest, talk: Talk) -> dict[str, Any]:
    """What every page of a talk shows on top."""
    return {
        "talk": talk,
        "audit": talk.audit,
        "client": talk.audit.client,
        "language_name": language_name(talk.instrument, talk.audit.client_language, request.interface_language),
        "interpreter": INTERPRETER_WORDS.get(talk.audit.interpreter, lambda: "")(),
    }


INTERPRETER_WORDS = {
    "in_person": lambda: _("with an interpreter"),
    "phone": lambda: _("interpreter by phone"),
}


def guidance_of(screen: Screen, language: str) -> list[Guidance]:
    """Guidelines for the question, else for its section; remembered a while, for a talk asks again and again."""
    if not screen.item.guidance:
        return []
    key = f"skills_audit.guidance.{language}.{screen.item.code}"
    found: list[Guidance] | None = cache.get(key)
    if found is None:
        found = guidance_for(screen.item.code, language) or guidance_for(screen.item.section, language)
        cache.set(key, found, GUIDANCE_SECONDS)
    return found


@case_view
def screens(request: StaffRequest, client_id: UUID, audit_id: UUID) -> JsonResponse:
    """Every question of the route at once, so that the talk goes on when the line is cut."""
    talk = open_talk(client=client_id, audit=audit_id, action="prepare_talk")

    def drawn(screen: Screen) -> str:
        context = frame_of(request, talk) | {
            "screen": screen,
            "guidance": guidance_of(screen, request.interface_language),
            "hint": hint_for(talk, screen.item.code),
        }
        return render_to_string("skills_audit/talk_screen.html", context, request)

    return JsonResponse(screens_data(talk, request.interface_language, drawn))


@case_view
def end(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """The end of the talk: what is still open, then finish."""
    audit = open_audit(client=client_id, audit=audit_id, lock=request.method == "POST")
    talk = talk_of(audit)
    if not talk.is_open:
        return redirect("skills_audit:case", client_id)
    if request.method == "POST":
        try:
            finish_audit(audit=audit, by=request.user)
        except OpenConflicts:
            messages.warning(request, _("First choose which version of an answer holds."))
            return redirect("skills_audit:conflicts", client_id, audit_id)
        messages.success(request, _("The talk is finished. Thank the client and read the result together."))
        return redirect("skills_audit:profile", client_id, audit_id)
    stand_at(audit, END)
    language = request.interface_language
    numbers = talk.progress.numbers
    open_steps = [
        (numbers.get(step.code), talk.instrument.words[language].ask(step.code), step_url(talk, step))
        for step in talk.steps
        if step.kind != MORE and not _is_done(talk, step)
    ]
    return render(
        request,
        "skills_audit/talk_end.html",
        frame_of(request, talk)
        | {
            "open_steps": open_steps,
            "back": step_url(talk, talk.steps[-1]),
            "conflicts": len(_unsettled(audit=audit.pk)),
        },
    )


_unsettled = PreparedRecords(
    lambda audit: ConflictCopy.objects.filter(answer__audit=audit, settled_at__isnull=True).values_list("pk"),
    audit=UUID,
)


def _is_done(talk: Talk, step: Step) -> bool:
    item = talk.item(step)
    place = (item.repeat or "", "") if step.entry == NEW else (step.code, step.entry)
    return talk.answers.get(place, {}).get("state") in (VALUE, DECLINED, UNKNOWN)


@case_view
def rest(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """Pause the talk, or stop it when the client wants to."""
    audit = open_audit(client=client_id, audit=audit_id, lock=request.method == "POST")
    talk = talk_of(audit)
    if not talk.is_open:
        return redirect("skills_audit:case", client_id)
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            actions.stop_audit(audit=audit, by=request.user)
            messages.success(request, _("The talk was stopped. What was said is kept."))
        else:
            actions.pause_audit(audit=audit, by=request.user)
            messages.success(request, _("The talk is paused. It goes on where it stood, on any device."))
        return redirect("skills_audit:case", client_id)
    if PLACE.match(at := request.GET.get("at", "")) and at:
        stand_at(audit, at)
    wording = talk.instrument.words.get(audit.client_language)
    context = frame_of(request, talk) | {
        "go_on": step_url(talk, talk.here()),
        "stopped": wording.client_ui("stopped") if wording else "",
        "direction": wording.direction if wording else "ltr",
    }
    return render(request, "skills_audit/talk_rest.html", context)
