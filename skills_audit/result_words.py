"""The words of results and plans in one language: the instrument's own texts, then those of `result_words.yaml`.

A text that a language does not have is taken from English, then Latvian; nothing is ever an empty label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.lists import label_of
from skills_audit.instrument.wording import Wording

FILE = Path(__file__).resolve().parent / "scoring_tables" / "result_words.yaml"
FALLBACKS = ("en", "lv")
POINT = frozenset({"en", "ar", "fa", "hi"})
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
THIN_SPACE = "\u202f"
DATES = {"lv": "{d:%d.%m.%Y}.", "en": "{d.day} {m} {d.year}", "vi": "{d:%d/%m/%Y}", "ar": "{d:%d/%m/%Y}",
         "fa": "{d:%d/%m/%Y}", "fr": "{d:%d/%m/%Y}", "es": "{d:%d/%m/%Y}", "hi": "{d:%d/%m/%Y}"}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


@cache
def _shipped() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def languages_with_words(instrument: Instrument) -> tuple[str, ...]:
    """Languages a whole profile can be read in."""
    return tuple(language for language in instrument.languages if language in _shipped()["text_state"])


@dataclass(frozen=True)
class Words:
    """`language` is the one asked for; `spoken` the one the words really are in (English where there are none)."""

    instrument: Instrument
    language: str

    @cached_property
    def spoken(self) -> str:
        return self.language if self.language in languages_with_words(self.instrument) else "en"

    @property
    def direction(self) -> str:
        return "rtl" if self.spoken in RIGHT_TO_LEFT else "ltr"

    @property
    def checked(self) -> bool:
        return bool(_shipped()["text_state"].get(self.spoken) == "checked")

    @cached_property
    def _wordings(self) -> list[Wording]:
        asked = dict.fromkeys((self.spoken, *FALLBACKS))
        return [self.instrument.words[language] for language in asked if language in self.instrument.words]

    def ui(self, key: str, **values: object) -> str:
        """A word of the profile or plan."""
        return _filled(next((text for w in self._wordings if (text := w.profile_ui(key))), key), values)

    def sentence(self, key: str, **values: object) -> str:
        return _filled(self._shipped_text("sentences", key), values)

    def item(self, code: str) -> str:
        """The short name of a scored item."""
        return self._shipped_text("items", code)

    def gate(self, code: str) -> str:
        return self._shipped_text("gates", code)

    def section(self, code: str) -> str:
        return next((text for w in self._wordings if (text := w.section(code))), code)

    def step(self, scale: str, step: int) -> str:
        return next((text for w in self._wordings if (text := w.step(scale, step))), str(step))

    def band(self, code: str | None) -> str:
        return self.ui(f"band_{code or 'none'}")

    def named(self, source: str, code: str) -> str:
        """The name of a code of a list: an occupation, a language."""
        return label_of(self.instrument, source, code, self.spoken)

    def card(self, key: str) -> str:
        """The name of a task card."""
        return own_words(self.instrument.cards.get(key, {}), self.spoken)[0] or key

    def number(self, value: float | None, decimals: int = 2) -> str:
        """As it is written in the language; a dash where there is none."""
        if value is None:
            return "–"
        text = f"{value:.{decimals}f}"
        if decimals:
            text = text.rstrip("0").rstrip(".")
        return text if self.spoken in POINT else text.replace(".", ",")

    def whole(self, value: float | None) -> str:
        """Rounded half up to a whole number, for reading at a glance."""
        return "–" if value is None else str(int(value + 0.5))

    def percent(self, value: float | None) -> str:
        return f"{self.whole(value)}{THIN_SPACE}%"

    def day(self, day: date | None) -> str:
        if day is None:
            return "–"
        return DATES.get(self.spoken, "{d:%d.%m.%Y}").format(d=day, m=MONTHS[day.month - 1])

    def _shipped_text(self, group: str, key: str) -> str:
        return own_words(_shipped()[group].get(key, {}), self.spoken)[0] or key


def own_words(texts: Mapping[str, Any], language: str) -> tuple[str, str]:
    """A text of several languages in the one asked for, or the nearest there is, with the language it is in."""
    for found in dict.fromkeys((language, *FALLBACKS, *texts)):
        text = texts.get(found)
        if isinstance(text, str) and text:
            return text, found
    return "", language


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map(values) if values else text
