"""From a posted form to the content of an answer. The device's script makes the same content from the same form."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from skills_audit.instrument.definition import Item, Part
from skills_audit.instrument.logic import evaluate
from skills_audit.instrument.walk import DECLINED, NOT_ASKED, UNKNOWN, VALUE

NUMBERS = frozenset({"scale", "year", "number"})
PEOPLE_ROWS = 3


def content_of(item: Item, data: QueryDict) -> dict[str, Any]:
    """What the form says; nothing chosen and nothing typed is `not_asked`. `contents.check` judges it afterwards."""
    state = data.get("state", VALUE)
    content: dict[str, Any] = {"state": state if state in (DECLINED, UNKNOWN) else VALUE}
    if content["state"] == VALUE:
        value = _value(item, data)
        if value is None:
            content["state"] = NOT_ASKED
        else:
            content["value"] = value
            if (ev := data.get("ev", "")).isdecimal():
                content["ev"] = int(ev)
        _add_parts(item, data, content)
    if note := data.get("note", "").strip():
        content["note"] = note
    if item.urgent and data.get("urgent"):
        content["urgent"] = True
    return content


def says_nothing(content: dict[str, Any]) -> bool:
    """An empty form: passing by, not an answer."""
    return content == {"state": NOT_ASKED}


def _add_parts(item: Item, data: QueryDict, content: dict[str, Any]) -> None:
    for part in item.parts:
        if part.when is not None and not evaluate(part.when, {item.code: content.get("value")}):
            continue  # its field was hidden
        value = _part_value(part, data)
        if value is not None:
            content[part.key] = value


def _value(item: Item, data: QueryDict) -> Any:
    if item.type == "date_range":
        ends = {end: _month(data, f"value-{end}") for end in ("from", "to")}
        return {end: day for end, day in ends.items() if day} or None
    if item.type == "people":
        return _people(data) or None
    if item.many:
        return [text for one in data.getlist("value") if (text := one.strip())] or None
    return _typed(item.type, data.get("value", ""))


def _part_value(part: Part, data: QueryDict) -> Any:
    name = f"part-{part.key}"
    if part.type == "multi" or (part.maximum or 1) != 1:
        return [text for one in data.getlist(name) if (text := one.strip())] or None
    if part.type == "tick":
        return True if data.get(name) else None
    return _typed(part.type, data.get(name, ""))


def _typed(kind: str, given: str) -> Any:
    text = given.strip()
    if not text:
        return None
    if kind in NUMBERS:
        return int(text) if text.isdecimal() and len(text) < 8 else text
    if kind == "boolean":
        return text == "true"
    return text


def _month(data: QueryDict, name: str) -> str:
    """A day as a whole, or month and year apart; the month may be unknown."""
    if whole := data.get(name, "").strip():
        return whole
    year, month = data.get(f"{name}-year", "").strip(), data.get(f"{name}-month", "").strip()
    return f"{year}-{month}" if year and month else year or month


def _people(data: QueryDict) -> list[dict[str, Any]]:
    rows = []
    for number in range(PEOPLE_ROWS):
        who = data.get(f"value-{number}-who", "").strip()
        documents = data.getlist(f"value-{number}-documents")
        until = data.get(f"value-{number}-until", "").strip()
        if who or documents:
            rows.append({"recipient": who, "what": documents, **({"until": until} if until else {})})
    return rows
