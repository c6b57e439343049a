"""An answer in words: for people who read it later, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from skills_audit.instrument.definition import Instrument, Item, Part
from skills_audit.instrument.lists import label_of
from skills_audit.instrument.walk import COMPLETE, DECLINED, NONE, NOT_ASKED, REMOVED, UNKNOWN
from skills_audit.instrument.wording import Wording


@dataclass(frozen=True)
class Line:
    """A name (empty for the answer itself) and what was said."""

    name: str
    text: str


def lines_of(instrument: Instrument, code: str, content: Mapping[str, Any], language: str) -> list[Line]:
    """The answer, its parts, its evidence and its note, each as a line."""
    words = instrument.words.get(language) or instrument.words["lv"]
    item = instrument.by_code.get(code)
    state = content.get("state", NOT_ASKED)
    lines = [Line("", value_in_words(instrument, code, content, language))]
    if item is None or state == REMOVED:
        return lines
    for part in item.parts:
        if part.key in content:
            lines.append(Line(words.part(code, part.key), _part(instrument, item, part, content[part.key], words)))
    if content.get("ev") is not None:
        lines.append(Line(_("Evidence"), words.step("EV", content["ev"])))
    if content.get("urgent"):
        lines.append(Line(_("Urgent"), _("Yes")))
    if content.get("note"):
        lines.append(Line(_("Note"), str(content["note"])))
    return lines


def value_in_words(instrument: Instrument, code: str, content: Mapping[str, Any], language: str) -> str:
    """What was answered, or why there is no value."""
    words = instrument.words.get(language) or instrument.words["lv"]
    states = {
        DECLINED: _("does not want to answer"),
        UNKNOWN: _("does not know"),
        NOT_ASKED: _("not asked"),
        REMOVED: _("taken back"),
    }
    state, value = str(content.get("state", NOT_ASKED)), content.get("value")
    if state in states:
        return states[state]
    item = instrument.by_code.get(code)
    if item is None or (value in (NONE, COMPLETE) and code in instrument.repeats):
        return words.repeat(code, "none") if value == NONE else _("that is all")
    if content.get("apart"):
        return _("kept with the identity")
    if isinstance(value, list):
        return ", ".join(_one(instrument, item, one, words) for one in value)
    return _one(instrument, item, value, words)


def _one(instrument: Instrument, item: Item, value: Any, words: Wording) -> str:
    if isinstance(value, Mapping):
        if item.type == "people":
            return str(value.get("recipient", ""))
        end = value.get("to") or _("goes on")
        return f"{value.get('from', '…')} – {end}"
    if item.scale or item.options:
        return words.option(item.code, value, item.scale) or str(value)
    if item.source:
        return label_of(instrument, item.source, str(value), words.language)
    return str(value)


def _part(instrument: Instrument, item: Item, part: Part, value: Any, words: Wording) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    values = value if isinstance(value, list) else [value]
    if part.scale:
        return ", ".join(words.step(part.scale, one) for one in values)
    if part.options:
        return ", ".join(words.part_option(item.code, part.key, one) for one in values)
    if part.source:
        return ", ".join(label_of(instrument, part.source, str(one), words.language) for one in values)
    return ", ".join(str(one) for one in values)
