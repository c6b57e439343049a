"""What the page's script needs: the walk as data, the answers so far, the addresses, and every screen ready drawn.

The script walks as `skills_audit.instrument.walk` does, over the same data, so that the next question opens without
the server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.requests import StaffRequest
from skills_audit.instrument.lists import choices
from skills_audit.instrument.walk import MORE, NEW, Step
from skills_audit.talk.fields import tree
from skills_audit.talk.screen import Screen, screen_of
from skills_audit.talk.session import Talk

ENTRY = "__entry__"


def boot_data(talk: Talk, request: StaffRequest, here: Step) -> dict[str, Any]:
    """Small and in every page of the talk."""
    at = [talk.audit.client_id, talk.audit.pk]
    base = reverse("skills_audit:talk", args=at)
    return {
        "audit": str(talk.audit.pk),
        "client": str(talk.audit.client_id),
        "person": request.user.pk,
        "route": talk.audit.route,
        "here": {"code": here.code, "entry": here.entry, "kind": here.kind},
        "answers": [
            {"item": item, "entry": entry, "version": talk.versions.get((item, entry), 0), "content": content}
            for (item, entry), content in talk.answers.items()
        ],
        "saved": talk.saved_at.isoformat() if talk.saved_at else "",
        "urls": {
            "base": base,
            "screens": reverse("skills_audit:talk_screens", args=at),
            "end": reverse("skills_audit:talk_end", args=at),
            "rest": reverse("skills_audit:talk_rest", args=at),
            "client": f"{base}client/",
            "conflicts": reverse("skills_audit:conflicts", args=at),
            "case": reverse("skills_audit:case", args=[talk.audit.client_id]),
            "api": reverse("skills_audit:api_answer", args=[talk.audit.pk, "ITEM", "ENTRY"]),
            "key": reverse("skills_audit:api_draft_key"),
            "sign_in": f"{reverse('account_login')}?next={base}",
        },
        "words": words(),
    }


def words() -> dict[str, str]:
    """Sentences the script says."""
    return {
        "saved_server": _("Saved on the server {time}"),
        "saved_device": _("on this device {time}"),
        "nothing_yet": _("Nothing to save yet"),
        "waiting_one": _("1 answer waits to be sent"),
        "waiting": _("{n} answers wait to be sent"),
        "offline": _("No connection. Answers stay on this device and are sent later."),
        "memory_only": _("Answers wait in this page alone. Leave it open until everything is saved on the server."),
        "sign_in": _("Your session has ended. Sign in in a new window; the answers wait here."),
        "sign_in_link": _("Sign in"),
        "conflict": _("Somebody answered this meanwhile. Both versions are kept."),
        "conflict_link": _("Choose one"),
        "refused": _("The server did not take an answer. It stays on this device: {item}."),
        "closed": _("This talk is closed. The answer stays on this device: {item}."),
        "not_ready": _("The next question is not on this device yet. Wait for the connection."),
        "question_of": _("question {number} of {total}"),
        "done_of": _("{done} of {total}"),
        "answered": _("Answered questions"),
        "take_back": _("Take back"),
        "taken_back": _("Taken back"),
        "put_back": _("Put back"),
        "check": _("Something here cannot be saved so: a number with letters, or an end before its beginning."),
        "refused_link": _("Open the question"),
        "leave": _("Some answers are not sent yet."),
    }


def screens_data(talk: Talk, language: str, drawn: Callable[[Screen], str]) -> dict[str, Any]:
    """Every screen of the route without answers, and the walk as data. `drawn` renders one."""
    bare = Talk(talk.audit, talk.instrument, {}, {})
    instrument, screens = talk.instrument, {}
    items = instrument.on_route(talk.audit.route)
    for item in items:
        screens[item.code] = drawn(screen_of(bare, Step(item.code, ENTRY if item.repeat else ""), language))
    for group, opening in instrument.openings.items():
        if opening in items and not instrument.repeats[group].cards:
            # A place for the entry here too: one made now would be the same for every further language, school or job.
            blank = screen_of(bare, Step(opening.code, NEW), language, entry=ENTRY)
            screens[f"{opening.code}/{NEW}"] = drawn(blank)
            screens[f"{group}/{MORE}"] = drawn(screen_of(bare, Step(group, "", MORE), language))
    return {"screens": screens, "walk": walk_data(talk, language)}


def walk_data(talk: Talk, language: str) -> dict[str, Any]:
    """Items in order with their conditions, groups, task cards by occupation, names of listed values."""
    instrument = talk.instrument
    words_of, client = instrument.words[language], talk.audit.client_language
    sources = {item.source for item in instrument.openings.values() if item.source}
    return {
        "items": [
            {
                "code": item.code,
                "repeat": item.repeat,
                "type": item.type,
                "many": item.many,
                "asked": item.code in {other.code for other in instrument.on_route(talk.audit.route)},
                "worker": item.asked_of == "worker",
                "urgent": item.urgent,
                "when": tree(item.when) if item.when else None,
                "source": item.source,
                "scale": item.scale,
                "parts": [
                    {"key": part.key, "type": part.type, "many": part.type == "multi" or (part.maximum or 1) != 1,
                     "when": tree(part.when) if part.when else None}
                    for part in item.parts
                ],
            }
            for item in instrument.items
        ],
        "repeats": {
            code: {"none": repeat.none, "cards": repeat.cards, "opening": instrument.openings[code].code}
            for code, repeat in instrument.repeats.items()
            if code in instrument.openings
        },
        "occupations": {row["key"]: [card["key"] for card in row["tasks"]] for row in instrument.occupations},
        "cards": {
            key: {"label": card.get(language) or card["lv"], "other": card.get(client, "")}
            for key, card in instrument.cards.items()
        },
        "steps": {
            item.code: {str(step): words_of.option(item.code, step, item.scale) for step in item.steps}
            for item in instrument.openings.values()
            if item.scale and not item.source
        },
        "names": {
            source: {choice.code: choice.label for choice in choices(instrument, source, language)}
            for source in sources
        },
    }  # fmt: skip
