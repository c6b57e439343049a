"""The words of an instrument in one language, each with its state: checked, unchecked or missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CHECKED, UNCHECKED, MISSING = "checked", "unchecked", "missing"


@dataclass(frozen=True)
class Wording:
    """Look-ups that never fail: a text that is not there is an empty one, and `state` says so."""

    language: str
    words: Mapping[str, Any]

    @property
    def direction(self) -> str:
        return str(self.words.get("direction", "ltr"))

    def section(self, code: str) -> str:
        return str(self.words.get("sections", {}).get(code, ""))

    def repeat(self, code: str, key: str) -> str:
        """`one`, `add` or `none` of a repeat group."""
        return str(self.words.get("repeats", {}).get(code, {}).get(key, ""))

    def step(self, scale: str, step: str | int) -> str:
        return _keyed(self.words.get("scales", {}).get(scale, {}), step)

    def ask(self, code: str) -> str:
        return str(self._item(code).get("ask", "")).strip()

    def prompt(self, code: str) -> str:
        """For the worker's eyes only."""
        return str(self._item(code).get("prompt", "")).strip()

    def why(self, code: str) -> str:
        return str(self._item(code).get("why", "")).strip()

    def option(self, code: str, option: str | int, scale: str | None = None) -> str:
        """The item's own words for an option or a step, else those of its scale."""
        own = _keyed(self._item(code).get("options", {}), option)
        return own or (self.step(scale, option) if scale else "")

    def part(self, code: str, key: str) -> str:
        return str(self._part(code, key).get("ask", "")).strip()

    def part_option(self, code: str, key: str, option: str | int) -> str:
        return _keyed(self._part(code, key).get("options", {}), option)

    def state(self, code: str) -> str:
        item = self._item(code)
        return str(item.get("state", UNCHECKED)) if item.get("ask") else MISSING

    def checked_on(self, code: str) -> str:
        """The day of the check where one is recorded (ISO), else empty."""
        return str(self._item(code).get("checked_on", ""))

    def client_ui(self, key: str) -> str:
        """A word of the client's own screen."""
        return str(self.words.get("client_ui", {}).get(key, ""))

    def profile_ui(self, key: str) -> str:
        """A word of the client's own profile or plan."""
        return str(self.words.get("profile_ui", {}).get(key, ""))

    def _item(self, code: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.words.get("items", {}).get(code, {})
        return found

    def _part(self, code: str, key: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._item(code).get("parts", {}).get(key, {})
        return found


def _keyed(mapping: Mapping[Any, Any], key: str | int) -> str:
    """JSON turns numbers that are keys into text; the readable files have numbers."""
    found = mapping.get(key, mapping.get(str(key)))
    if found is None and isinstance(key, str) and key.isdecimal():
        found = mapping.get(int(key))
    return "" if found is None else str(found).strip()
