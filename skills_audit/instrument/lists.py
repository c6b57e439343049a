"""Choices that come from the shipped code lists: languages, countries, occupations, fields of education."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.sorting import name_key
from skills_audit.instrument.definition import Instrument

ISCO_DIGITS = 3
UNIT_GROUP = re.compile(r"isco:\d{4}\Z")
ARMED_FORCES = "0"


@dataclass(frozen=True)
class Choice:
    """`label` in the language asked for; `other` the same in the client's own words where the list has them."""

    code: str
    label: str
    other: str = ""
    group: str = ""


def choices(instrument: Instrument, source: str, language: str, client_language: str = "") -> list[Choice]:
    """A list in the order it ships, countries in that of their names; an unknown list is empty."""
    rows: Sequence[Mapping[str, Any]]
    if source == "occupations":
        return _occupations(instrument, language, client_language)
    if source == "iscedf":
        rows = instrument.lists.get("iscedf", {}).get("fields", ())
    else:
        rows = instrument.lists.get(source, {}).get(source, ())
    found = [Choice(row["code"], _label(row, language), str(row.get("endonym", ""))) for row in rows]
    return sorted(found, key=lambda one: name_key(one.label, language)) if source == "countries" else found


def _occupations(instrument: Instrument, language: str, client_language: str) -> list[Choice]:
    ours = [
        Choice(row["key"], _label(row, language), str(row.get(client_language, "")), "tasks")
        for row in instrument.occupations
    ]
    wider = [
        Choice(f"isco:{row['code']}", _label(row, language), "", "isco")
        for row in instrument.lists.get("isco", {}).get("groups", ())
        # Military service is never asked and never stored.
        if len(row["code"]) == ISCO_DIGITS and not row["code"].startswith(ARMED_FORCES)
    ]
    return ours + wider


def codes(instrument: Instrument, source: str) -> Collection[str]:
    """The codes of a list; ISCO groups of one and two digits are accepted too."""
    if source == "occupations":
        groups = instrument.lists.get("isco", {}).get("groups", ())
        wider = {f"isco:{row['code']}" for row in groups if not row["code"].startswith(ARMED_FORCES)}
        return wider | {row["key"] for row in instrument.occupations}
    return {choice.code for choice in choices(instrument, source, "en")}


def is_listed(instrument: Instrument, source: str, code: object) -> bool:
    """May this code be stored? An ISCO unit group (4 digits) stands under its minor group of the list."""
    if not isinstance(code, str):
        return False
    known = codes(instrument, source)
    return code in known or bool(UNIT_GROUP.match(code) and code[:-1] in known)


def label_of(instrument: Instrument, source: str, code: str, language: str) -> str:
    """The name of a code, of a unit group that of its minor group; the code itself where the list does not know it."""
    labels = instrument.names.get((source, language))
    if labels is None:
        labels = {choice.code: choice.label for choice in choices(instrument, source, language)}
        instrument.names[source, language] = labels
    return labels.get(code) or (labels.get(code[:-1]) if UNIT_GROUP.match(code) else None) or code


def _label(row: Mapping[str, Any], language: str) -> str:
    return str(row.get(language) or row.get("en") or row.get("lv") or row.get("code", ""))
