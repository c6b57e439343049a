"""The demo cases' answers as a device would have stored them."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from portal.seams.demo import CONTENT
from skills_audit.goal_input import GoalFacts
from skills_audit.instrument.definition import Instrument, read_instrument
from skills_audit.instrument.files import read_version

type Rows = dict[tuple[str, str], dict[str, Any]]


@cache
def shipped_instrument() -> Instrument:
    parts = read_version("1.0.0")
    return read_instrument(parts["definition"], parts["texts"], parts["code_lists"], parts["scoring"])


@cache
def _cases() -> dict[str, Any]:
    data = yaml.safe_load((CONTENT / "skills_audit" / "cases.yaml").read_text(encoding="utf-8"))
    return {case["code"]: case for case in data["cases"]}


def demo_case(code: str) -> dict[str, Any]:
    return _cases()[code]


def demo_audit(code: str) -> dict[str, Any]:
    """The last audit of a case."""
    audit: dict[str, Any] = demo_case(code)["audits"][-1]
    return audit


def demo_rows(code: str) -> Rows:
    """The contents by item and entry; entries are numbered, task cards go by their key."""
    audit = demo_audit(code)
    rows = {(item, ""): content(answer) for item, answer in audit["answers"].items() if answer != "identity"}
    for group, entries in audit["entries"].items():
        for number, entry in enumerate(entries, start=1):
            key = entry["card"] if group == "TSK" else f"e{number:02}"
            rows |= {(item, key): content(entry[item]) for item in entry if item not in ("occupation", "card")}
    for group in audit["none"]:
        rows[group, ""] = {"state": "value", "value": "none"}
    return rows


def content(answer: Any) -> dict[str, Any]:
    if answer in ("declined", "unknown"):
        return {"state": answer}
    if isinstance(answer, dict) and "value" in answer:
        return {"state": "value"} | _plain(answer)
    if isinstance(answer, dict) and "isco" in answer:
        return {"state": "value", "value": f"isco:{answer['isco']}"}
    return {"state": "value", "value": _plain(answer)}


def _plain(value: Any) -> Any:
    """Days as the text a device sends."""
    if isinstance(value, dict):
        if set(value) == {"isco"}:
            return f"isco:{value['isco']}"
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def demo_goal(code: str) -> GoalFacts:
    """What the case states of its goal; tasks beyond the answers are those that were talked about for the goal."""
    goal = dict(demo_audit(code)["goal"] or {})
    answered = {entry["card"] for entry in demo_audit(code)["entries"].get("TSK", ())}
    tasks = {row["card"]: row["aut"] for row in goal.pop("tasks", ()) if row["card"] not in answered}
    return GoalFacts.from_json(goal | {"tasks": tasks})
