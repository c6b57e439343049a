"""The recognition navigator: four ways to have what one can do recognised, each step with its source and date. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent / "scoring_tables" / "recognition.yaml"
LANGUAGES = ("lv", "en", "ar")


@dataclass(frozen=True)
class Source:
    """Where a step's rule stands; `verified` false: nobody has read it again at the source."""

    key: str
    title: str
    publisher: str
    url: str
    verified: bool


@dataclass(frozen=True)
class WayStep:
    key: str
    words: Mapping[str, str]
    sources: tuple[Source, ...]
    last_checked: date
    note: str


@dataclass(frozen=True)
class Way:
    """`lead_months` is how long the office takes, where a source says so."""

    key: str
    title: Mapping[str, str]
    when: Mapping[str, str]
    lead_months: int | None
    steps: tuple[WayStep, ...]
    note: str

    @property
    def last_checked(self) -> date:
        """The oldest check of its steps."""
        return min(step.last_checked for step in self.steps)


@dataclass(frozen=True)
class Navigator:
    """`notice` is to be shown with every way: how old these rules are."""

    notice: Mapping[str, str]
    ways: tuple[Way, ...]

    def way(self, key: str) -> Way:
        return next(way for way in self.ways if way.key == key)


@cache
def shipped_navigator() -> Navigator:
    """The navigator that comes with the product."""
    data: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    sources = {
        row["key"]: Source(row["key"], row["title"], row["publisher"], row["url"], bool(row["verified"]))
        for row in data["sources"]
    }
    return Navigator(notice=data["notice"], ways=tuple(_way(row, sources) for row in data["ways"]))


def _way(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Way:
    steps = tuple(
        WayStep(
            key=step["key"],
            words={language: step[language] for language in LANGUAGES if language in step},
            sources=tuple(sources[key] for key in step["source"]),
            last_checked=step["last_checked"],
            note=step.get("note", ""),
        )
        for step in row["steps"]
    )
    return Way(row["key"], row["title"], row["when"], row["lead_months"], steps, row.get("note", ""))


def fitting_ways(*, papers: frozenset[str], regulated: bool | None, worked: bool) -> list[str]:
    """The ways that fit what was told, the likeliest first. A profession of which nobody knows is checked first."""
    ways = []
    if regulated is not False:
        ways.append("regulated")
    if papers & {"original", "copy", "photo"} and regulated is not True:
        ways.append("diploma")
    if papers & {"lost", "never_issued", "cannot_ask"}:
        ways.append("no_documents")
    if worked and not papers & {"original", "copy", "photo"} and regulated is not True:
        ways.append("trade")
    return ways
