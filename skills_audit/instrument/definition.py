"""An instrument as it is asked: sections, items with their parts, scales, repeat groups. Read from its frozen data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from skills_audit.instrument.logic import Expression
from skills_audit.instrument.logic_reader import parse
from skills_audit.instrument.wording import Wording

CHOSEN = frozenset({"choice", "multi", "consent"})
LISTED = {"language": "languages", "country": "countries", "occupation": "occupations"}
IDENTITY = "identity"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A further small field of an answer. `when` looks at the answer it belongs to and at earlier ones."""

    key: str
    type: str
    options: tuple[str, ...] = ()
    maximum: int | None = None
    scale: str | None = None
    source: str | None = None
    asked_of: str = "client"
    when: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. `section` and `repeat` are codes; `steps` those of its scale; `highest_ev` None: no evidence."""

    code: str
    type: str
    section: str
    routes: frozenset[str]
    options: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    maximum: int | None = None
    parts: tuple[Part, ...] = ()
    scale: str | None = None
    steps: tuple[int, ...] = ()
    source: str | None = None
    highest_ev: int | None = None
    sensitive: bool = False
    urgent: bool = False
    store: str = "audit"
    asked_of: str = "client"
    repeat: str | None = None
    when: Expression | None = None
    guidance: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """Options still offered; retired ones are read, never asked."""
        return tuple(option for option in self.options if option not in self.retired)

    @property
    def many(self) -> bool:
        """May several values be given (chosen or written)?"""
        return self.type == "multi" or (self.maximum is not None and self.maximum != 1)


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """A group asked once per entry. `none`: "there was none" is an answer; `cards`: the item whose occupations' task
    cards are the entries."""

    code: str
    maximum: int
    none: bool
    cards: str | None = None


@dataclass(frozen=True)
class Instrument:
    """One version: the order of items is the order of asking. `lists` are the code lists by name, as frozen."""

    version: str
    scoring: str
    items: tuple[Item, ...]
    sections: tuple[str, ...]
    repeats: Mapping[str, Repeat]
    labels: Mapping[str, Mapping[int, str]]
    words: Mapping[str, Wording]
    lists: Mapping[str, Any] = field(repr=False)
    minutes: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def names(self) -> dict[tuple[str, str], dict[str, str]]:
        """What `lists.label_of` has read so far: the names of a list in a language, by code."""
        return {}

    @cached_property
    def openings(self) -> dict[str, Item]:
        """The first item of each repeat group: an entry begins with its answer."""
        first: dict[str, Item] = {}
        for item in self.items:
            if item.repeat:
                first.setdefault(item.repeat, item)
        return first

    @cached_property
    def urgent_items(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items if item.urgent)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have words of this version."""
        return tuple(self.words)

    def on_route(self, route: str) -> tuple[Item, ...]:
        """The items of a route, in order."""
        return tuple(item for item in self.items if route in item.routes)

    def cards_of(self, occupation: str) -> list[Mapping[str, Any]]:
        """The task cards of an occupation of the shipped list; none for one chosen from the wider list."""
        return next((o["tasks"] for o in self.occupations if o["key"] == occupation), [])

    @property
    def occupations(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self.lists.get("occupations", {}).get("occupations", ())
        return found

    @cached_property
    def cards(self) -> dict[str, Mapping[str, Any]]:
        """Every task card by its key; the same key in two occupations is the same task."""
        return {card["key"]: card for occupation in self.occupations for card in occupation["tasks"]}


def read_instrument(
    definition: Mapping[str, Any], texts: Mapping[str, Any], lists: Mapping[str, Any], scoring: Mapping[str, Any]
) -> Instrument:
    """The instrument from its four frozen parts. Raises `LogicProblem` or `KeyError` where they do not fit."""
    steps = {scale["code"]: tuple(scale["steps"]) for scale in definition["scales"]}
    most = {code: int(rule["ev_max"]) for code, rule in scoring.get("answers", {}).items() if "ev_max" in rule}
    return Instrument(
        version=definition["version"],
        scoring=str(definition["scoring"]),
        sections=tuple(section["code"] for section in definition["sections"]),
        items=tuple(
            _item(row, section["code"], steps, most) for section in definition["sections"] for row in section["items"]
        ),
        repeats={row["code"]: Repeat(**row) for row in definition["repeats"]},
        labels={
            scale["code"]: {int(step): str(text) for step, text in scale["labels"].items()}
            for scale in definition["scales"]
            if "labels" in scale
        },
        words={language: Wording(language, words) for language, words in texts.items()},
        lists=lists,
        minutes={row["code"]: (row["minutes"][0], row["minutes"][1]) for row in definition["routes"]},
    )


def _item(row: Mapping[str, Any], section: str, steps: Mapping[str, tuple[int, ...]], most: Mapping[str, int]) -> Item:
    code, scale = row["code"], row.get("scale")
    return Item(
        code=code,
        type=row["type"],
        section=section,
        routes=frozenset(row.get("routes", ())),
        options=tuple(row.get("options", ())),
        retired=tuple(row.get("retired", ())),
        maximum=row.get("maximum"),
        parts=tuple(_part(part) for part in row.get("parts", ())),
        scale=scale,
        steps=steps[scale] if scale else (),
        source=row.get("source") or LISTED.get(row["type"]),
        highest_ev=most.get(code, 5) if row.get("evidence") else None,
        sensitive=bool(row.get("sensitive")),
        urgent=bool(row.get("urgent")),
        store=row.get("store", "audit"),
        asked_of=row.get("asked_of", "client"),
        repeat=row.get("repeat"),
        when=parse(row["when"]) if row.get("when") else None,
        guidance=bool(row.get("guidance")),
    )


def _part(row: Mapping[str, Any]) -> Part:
    return Part(
        key=row["key"],
        type=row["type"],
        options=tuple(row.get("options", ())),
        maximum=row.get("maximum"),
        scale=row.get("scale"),
        source=row.get("source") or LISTED.get(row["type"]),
        asked_of=row.get("asked_of", "client"),
        when=parse(row["when"]) if row.get("when") else None,
    )
