"""The client's side: only the client's language, large and calm, no prompts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from portal.protection.cases import case_view
from portal.requests import StaffRequest
from skills_audit.answers import AuditClosed, OperationReused, Stale
from skills_audit.instrument.contents import Misfit
from skills_audit.instrument.logic import evaluate
from skills_audit.instrument.walk import DECLINED, MORE, NEW, UNKNOWN, VALUE, Step
from skills_audit.instrument.wording import Wording
from skills_audit.talk.answering import keep_answer, stand_at
from skills_audit.talk.fields import Field
from skills_audit.talk.form import content_of, says_nothing
from skills_audit.talk.screen import Screen, position_of, screen_of, step_url
from skills_audit.talk.session import Talk, open_talk
from skills_audit.views.talk import _expected, _operation, ends_the_talk

VIEW = "client_view"


@case_view
def client_view(request: StaffRequest, client_id: UUID, audit_id: UUID, item: str, entry: str = "") -> HttpResponse:
    """One question for the client's own hand: a second window, or the tablet turned round."""
    talk = open_talk(client=client_id, audit=audit_id, lock=request.method == "POST")
    here = talk.step(item, entry)
    if not talk.is_open:
        return redirect("skills_audit:case", client_id)
    problems: dict[str, str] = {}
    content: dict[str, Any] | None = None
    if request.method == "POST" and here.kind != MORE and here.entry != NEW:
        stored = talk.answers.get((here.code, here.entry), {})
        content = _with_what_was_not_shown(talk, here, content_of(talk.item(here), request.POST), stored)
        try:
            return _keep(request, talk, here, content, stored)
        except Misfit as misfit:
            problems = misfit.problems
    elif request.method == "POST":
        return _on(talk, here)
    stand_at(talk.audit, here.position)
    screen = screen_of(talk, here, talk.audit.client_language, content=content, problems=problems)
    return render(
        request, "skills_audit/client_view.html", _context(talk, here, screen), status=422 if problems else 200
    )


def _with_what_was_not_shown(talk: Talk, here: Step, content: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """The client's screen has no evidence, no note, no dates and no part of the worker's: what is kept there stays."""
    item, screen = talk.item(here), screen_of(talk, here, talk.audit.client_language)
    unseen = ["ev", "note", "urgent"]
    if content["state"] not in (DECLINED, UNKNOWN):
        if "value" in stored and screen.main is not None and screen.main.in_workers_hand:
            content |= {"state": VALUE, "value": stored["value"]}
        shown = {field.name for field in screen.parts if on_the_clients_side(field)}
        unseen += [
            part.key for part in item.parts
            if f"part-{part.key}" not in shown
            and (part.when is None or evaluate(part.when, {item.code: content.get("value")}))
        ]  # fmt: skip
    content |= {key: stored[key] for key in unseen if key in stored and key not in content}
    if "value" not in content:
        content.pop("ev", None)
    return content


def on_the_clients_side(field: Field) -> bool:
    """A part the client is shown: asked of the client, with words in the client's language."""
    return bool(field.other) and not field.for_worker and not field.in_workers_hand


def _keep(
    request: StaffRequest, talk: Talk, here: Step, content: dict[str, Any], stored: dict[str, Any]
) -> HttpResponse:
    if says_nothing(content) or content == stored:
        return _on(talk, here)
    try:
        saved = keep_answer(
            audit=talk.audit, instrument=talk.instrument, item=here.code, entry=here.entry, content=content,
            expected=_expected(request, talk, here.code, here.entry), operation=_operation(request), by=request.user,
        )  # fmt: skip
    except (AuditClosed, OperationReused):
        return redirect("skills_audit:case", talk.audit.client_id)
    if isinstance(saved, Stale):
        return redirect("skills_audit:conflicts", talk.audit.client_id, talk.audit.pk)
    if ends_the_talk(here.code, content):
        return redirect("skills_audit:talk_rest", talk.audit.client_id, talk.audit.pk)
    return _on(
        Talk(talk.audit, talk.instrument, {**talk.answers, (here.code, here.entry): content}, talk.versions), here
    )


def _on(talk: Talk, here: Step) -> HttpResponse:
    following = talk.around(here)[1]
    stand_at(talk.audit, position_of(following))
    if following is None:
        return redirect(step_url(talk, None))
    return redirect(step_url(talk, following, VIEW))


def _context(talk: Talk, here: Step, screen: Screen) -> dict[str, Any]:
    shown = screen.shown
    sections = list(dict.fromkeys(talk.item(step).section for step in talk.steps))
    at = sections.index(screen.item.section) + 1 if screen.item.section in sections else 1
    code = here.code if here.kind != MORE else screen.item.code
    return {
        "talk": talk,
        "screen": screen,
        "shown": shown,
        "ask": [line for line in shown.ask(code).split("\n") if line.strip()],
        "why": shown.why(code),
        "ui": ui_words(talk, shown),
        "sections": [number < at for number in range(1, len(sections) + 1)],
        "section_of": ui_words(talk, shown)["section_of"].format(number=at, total=len(sections)),
        "parts": [field for field in screen.parts if on_the_clients_side(field)],
        "to_write": here.kind == MORE or here.entry == NEW or screen.for_worker,
        "worker_url": step_url(talk, here),
    }


UI = (
    "section_of", "next", "do_not_know", "do_not_want", "only_team_sees", "worker_screen", "answer_yes", "answer_no",
    "why_we_ask", "choose_any", "waiting", "stop",
)  # fmt: skip


def ui_words(talk: Talk, shown: Wording) -> dict[str, str]:
    """The words around the question; where the client's language lacks one, English says it."""
    english = talk.instrument.words.get("en") or talk.instrument.words["lv"]
    return {key: shown.client_ui(key) or english.client_ui(key) for key in UI}
