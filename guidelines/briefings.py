"""Reads the parts of the briefing and puts a sheet together for a request's three choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guidelines.models import BriefingPart, CultureGuidePage, Handout, guide_named
from guidelines.models.handout import beside
from guidelines.phrases import phrases
from guidelines.sheet import Sheet, all_contacts, compose, pocket
from portal.prepared import Prepared

CHOICES = (
    ("origin", _("Language or origin")),
    ("meeting", _("Meeting")),
    ("present", _("Who will be there")),
)
HEADINGS = {
    "name": _("Name and greeting"),
    "setup": _("Set-up"),
    "aims": _("What the meeting is for"),
    "first": _("First sentences"),
    "ask": _("Ask, do not assume"),
    "sensitive": _("May be sensitive"),
    "secrecy": _("Confidentiality"),
    "bring": _("Bring along"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the three questions with its answers: (value, label, chosen)."""

    name: str
    label: Any
    options: list[tuple[str, str, bool]]

    @property
    def value(self) -> str:
        """The answer chosen."""
        return next(value for value, _label, chosen in self.options if chosen)


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """A sheet with the choices that made it. `changed` is the day its words changed last."""

    choices: list[Choice]
    sheet: Sheet
    headings: dict[str, Any]
    changed: date

    @property
    def query(self) -> str:
        """The choices as an address."""
        return "&".join(f"{choice.name}={choice.value}" for choice in self.choices)


class NoBriefing(LookupError):
    """No parts are there to make a sheet of."""


_all_parts = Prepared(BriefingPart.objects.all)


def _parts() -> dict[str, dict[str, BriefingPart]]:
    parts: dict[str, dict[str, BriefingPart]] = {}
    for part in _all_parts():
        parts.setdefault(part.kind, {})[part.key] = part
    if missing := [name for name, _label in CHOICES if not parts.get(name)]:
        raise NoBriefing(missing)
    return parts


def in_the_pocket(language: str) -> dict[str, Any]:
    """All lines of all choices, for a device that will have no network. One query."""
    parts = {kind: {key: part.content for key, part in group.items()} for kind, group in _parts().items()}
    frame = parts.get("frame", {}).get("frame", {})
    words = {name: frame.get(name, {}).get(language, "") for name in ("footer", "leave_note", "contacts_note")}
    hellos = [hello for part in parts["origin"].values() if (hello := part.get("greeting"))]
    return words | {
        "languages": [
            {"code": hello["lang"], "script": phrase.script}
            for hello in hellos
            for phrase in phrases(hello["text"])
            if phrase.script
        ],
        "sections": pocket(parts, HEADINGS, language),
        "contacts": all_contacts(parts.get("contact", {}).values(), language),
    }


def briefing(asked: Mapping[str, str], language: str) -> Briefing:
    """The sheet for what was asked; what was not asked, or is unknown, is the first of its kind. One query."""
    parts = _parts()
    picked = {
        name: asked.get(name, "") if asked.get(name, "") in parts[name] else next(iter(parts[name]))
        for name, _label in CHOICES
    }
    chosen = {name: parts[name][key].content for name, key in picked.items()}
    frame = parts.get("frame", {})
    sheet = compose(
        frame=frame["frame"].content if "frame" in frame else {},
        **chosen,
        contacts=[part.content for part in parts.get("contact", {}).values()],
        reminders=[part.content for part in parts.get("reminder", {}).values()],
        origin_key=picked["origin"],
        meeting_key=picked["meeting"],
        language=language,
    )
    choices = [
        Choice(
            name=name,
            label=label,
            options=[(key, part.content["label"][language], key == picked[name]) for key, part in parts[name].items()],
        )
        for name, label in CHOICES
    ]
    changed = max(part.updated for group in parts.values() for part in group.values())
    present = chosen["present"]["label"][language]
    return Briefing(choices=choices, sheet=sheet, headings=HEADINGS | {"setup": present}, changed=changed)


def guide_of(sheet: Sheet, language: str) -> CultureGuidePage | None:
    """The published guide a sheet rests on, in the reader's language."""
    return guide_named(sheet.guide, language) if sheet.guide else None


def handouts_of(sheet: Sheet) -> list[Handout]:
    """The client's sheets that go with it, without their texts."""
    return beside(key=sheet.handout) if sheet.handout else []
