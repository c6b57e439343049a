"""The demo's cases as they stand in their readable file, with all days moved to today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.demo.reading import read
from portal.seams.demo import CONTENT

CASES = CONTENT / "skills_audit" / "cases.yaml"
type Said = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True)
class CaseFile:
    """`move` brings a day of the file to where it stands seen from today."""

    cases: list[dict[str, Any]]
    instrument: str
    move: timedelta

    def day(self, given: date | None) -> date | None:
        return given + self.move if given else None


def read_cases(today: date) -> CaseFile:
    """All cases, in the order of the file."""
    data = read(CASES)
    return CaseFile(data["cases"], str(data["instrument"]), today - data["as_of"])


def said_in(audit: dict[str, Any], identity: dict[str, Any], move: timedelta) -> list[Said]:
    """Item, entry and content of every answer of an audit, in the order of asking within each group."""
    said: list[Said] = []
    for item, answer in audit["answers"].items():
        content = identity_content(item, identity) if answer == "identity" else content_of(answer, move)
        said.append((item, "", content))
    for group, entries in audit["entries"].items():
        for number, entry in enumerate(entries, start=1):
            key = entry["card"] if group == "TSK" else f"e{number:02}"
            answers = {item: answer for item, answer in entry.items() if item not in ("occupation", "card")}
            said += [(item, key, content_of(answer, move)) for item, answer in answers.items()]
    said += [(group, "", {"state": "value", "value": "none"}) for group in audit["none"]]
    return said


def content_of(answer: Any, move: timedelta) -> dict[str, Any]:
    """A short answer of the file as the content a device would send."""
    if answer in ("declined", "unknown"):
        return {"state": answer}
    if isinstance(answer, dict) and "value" in answer:
        return {"state": "value", **_plain(answer, move)}
    return {"state": "value", "value": _plain(answer, move)}


def identity_content(item: str, identity: dict[str, Any]) -> dict[str, Any]:
    """What the identity items held; everything in it says that it is made up."""
    if item == "PER01":
        return {"state": "value", "value": identity["spoken_name"], "called": identity["spoken_name"]}
    if item == "PER02":
        return {"state": "value", "value": int(identity["birth_year"])}
    return {"state": "value", "value": "call", "contact": identity["contact"], "message_ok": True}


def _plain(value: Any, move: timedelta) -> Any:
    """Moved days as the text a device sends, a code of the wider list of occupations as one word."""
    if isinstance(value, dict):
        if set(value) == {"isco"}:
            return f"isco:{value['isco']}"
        return {str(key): _plain(part, move) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_plain(part, move) for part in value]
    return (value + move).isoformat() if isinstance(value, date) else value
