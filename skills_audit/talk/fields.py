"""The fields of a question as a template prints them: two languages line by line, the present value, what is wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from skills_audit.instrument.definition import CHOSEN, Instrument, Item, Part
from skills_audit.instrument.lists import Choice, choices
from skills_audit.instrument.logic import Expression
from skills_audit.instrument.wording import Wording
from skills_audit.talk.form import PEOPLE_ROWS
from skills_audit.talk.pictograms import drawing_for

KINDS = {
    "text": "text", "longtext": "longtext", "year": "number", "number": "number", "date": "date", "boolean": "boolean",
    "tick": "tick", "people": "people",
}  # fmt: skip


@dataclass(frozen=True)
class Option:
    """`key` is the key that picks it; `other` the same in the client's language."""

    value: str
    label: str
    other: str = ""
    key: str = ""
    drawing: str = ""
    checked: bool = False


WORKERS_HAND = frozenset({"months", "dates", "people"})


@dataclass(frozen=True)
class Field:
    """`kind` names the piece of the template. `when` is its condition as JSON for the script, else empty."""

    name: str
    kind: str
    label: str = ""
    other: str = ""
    options: list[Option] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    value: Any = ""
    maximum: int = 0
    error: str = ""
    when: str = ""
    for_worker: bool = False

    @property
    def in_workers_hand(self) -> bool:
        """The worker fills it in: the client's screen only tells that the worker writes."""
        return self.kind in WORKERS_HAND


@dataclass(frozen=True)
class Words:
    """The worker's and the client's wording side by side."""

    worker: Wording
    client: Wording


def main_field(instrument: Instrument, item: Item, words: Words, content: dict[str, Any], error: str) -> Field:
    """The answer itself."""
    value = content.get("value")
    chosen = [str(one) for one in (value if isinstance(value, list) else [value]) if one is not None]
    common: dict[str, Any] = {"name": "value", "error": error, "maximum": item.maximum or 0}
    if item.type == "scale":
        return Field(kind="choices", options=_steps(item, words, chosen), **common)
    if item.type in CHOSEN and item.options:
        kind = "many" if item.many else "choices"
        return Field(kind=kind, options=_options(item, words, chosen), **common)
    if item.source:
        listed = _listed(choices(instrument, item.source, words.worker.language, words.client.language))
        return _selects(listed, chosen, item.maximum if item.many else 1, common)
    if item.type == "date_range":
        given = value if isinstance(value, dict) else {}
        kind = "months" if item.repeat else "dates"
        return Field(kind=kind, value={end: _split(given.get(end, "")) for end in ("from", "to")}, **common)
    if item.type == "people":
        people = value if isinstance(value, list) else []
        rows = [*people, *({} for _missing in range(PEOPLE_ROWS - len(people)))]
        return Field(kind="people", values=rows, options=_options(item, words, []), **common)
    if item.many:
        lines = [*chosen, *("" for _missing in range(max(0, (item.maximum or 3) - len(chosen))))]
        return Field(kind="lines", values=lines, **common)
    return Field(kind=KINDS[item.type], value="" if value is None else value, **common)


def part_field(
    instrument: Instrument, item: Item, part: Part, words: Words, content: dict[str, Any], error: str
) -> Field:
    """A further small field of the answer."""
    value = content.get(part.key)
    chosen = [str(one).lower() if isinstance(one, bool) else str(one)
              for one in (value if isinstance(value, list) else [value]) if one is not None]  # fmt: skip
    common: dict[str, Any] = {
        "name": f"part-{part.key}",
        "label": words.worker.part(item.code, part.key),
        "other": words.client.part(item.code, part.key),
        "error": error,
        "when": tree_json(part.when) if part.when else "",
        "for_worker": part.asked_of == "worker",
    }
    if part.type == "scale" and part.scale:
        steps = range(len(words.worker.words.get("scales", {}).get(part.scale, {})))
        options = [
            Option(str(step), words.worker.step(part.scale, step), words.client.step(part.scale, step),
                   checked=str(step) in chosen)
            for step in steps
        ]  # fmt: skip
        return Field(kind="options", options=options, **common)
    if part.options:
        options = [
            Option(option, words.worker.part_option(item.code, part.key, option),
                   words.client.part_option(item.code, part.key, option), checked=option in chosen)
            for option in part.options
        ]  # fmt: skip
        return Field(kind="checks" if part.type == "multi" else "options", options=options, **common)
    if part.source:
        listed = _listed(choices(instrument, part.source, words.worker.language, words.client.language))
        return _selects(listed, chosen, part.maximum or 1, common)
    if part.type == "boolean":
        options = [
            Option("true", _("Yes"), words.client.client_ui("answer_yes"), checked="true" in chosen),
            Option("false", _("No"), words.client.client_ui("answer_no"), checked="false" in chosen),
        ]
        return Field(kind="options", options=options, **common)
    return Field(kind=KINDS[part.type], value="" if value is None else value, **common)


def _steps(item: Item, words: Words, chosen: list[str]) -> list[Option]:
    return [
        Option(
            value=str(step),
            label=words.worker.option(item.code, step, item.scale),
            other=words.client.option(item.code, step, item.scale),
            key=str(number),
            drawing=drawing_for(item.code, item.scale, step),
            checked=str(step) in chosen,
        )
        for number, step in enumerate(item.steps, start=1)
    ]


def _options(item: Item, words: Words, chosen: list[str]) -> list[Option]:
    asked = [option for option in item.options if option in item.offered or option in chosen]
    return [
        Option(
            value=option,
            label=words.worker.option(item.code, option),
            other=words.client.option(item.code, option),
            key=str(number) if number < 10 else "",
            drawing=drawing_for(item.code, None, option),
            checked=option in chosen,
        )
        for number, option in enumerate(asked, start=1)
    ]


def _listed(found: list[Choice]) -> list[Option]:
    return [
        Option(choice.code, choice.label, choice.other if choice.other != choice.label else "", choice.group)
        for choice in found
    ]


def _selects(options: list[Option], chosen: list[str], maximum: int | None, common: dict[str, Any]) -> Field:
    number = max(1, maximum or 3, len(chosen))
    values = [*chosen, *("" for _missing in range(number - len(chosen)))]
    return Field(kind="selects", options=options, values=values, **common)


def _split(day: str) -> dict[str, str]:
    year, _dash, rest = day.partition("-")
    return {"whole": day, "year": year, "month": rest[:2]}


def tree_json(expression: Expression) -> str:
    """A condition for the script: the same tree, each node with its kind."""
    return json.dumps(tree(expression), separators=(",", ":"))


def tree(expression: Any) -> dict[str, Any]:
    """A condition as plain data."""
    name = type(expression).__name__
    if name == "Not":
        return {"is": name, "inner": tree(expression.inner)}
    if name in ("AllOf", "AnyOf"):
        return {"is": name, "parts": [tree(part) for part in expression.parts]}
    plain = {key: list(part) if isinstance(part, tuple) else part for key, part in asdict(expression).items()}
    return {"is": name} | {key: _plain(part) for key, part in plain.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int) else float(value)
