"""What is done with clients and accounts is read in words in the log, in Latvian too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import portal
from portal.protection.access_log import WORDS

DIRECT = {"record", "record_apart", "draft"}
WRITERS = DIRECT | {"_change", "open_record", "opened_record", "open_result", "open_talk", "open_client"}
ROOT = Path(portal.__file__).parents[1]
FLOORS = ("portal/accounts", "portal/protection", "skills_audit")


def actions() -> Iterator[str]:
    """The literal action of every call that writes an entry: the first argument, or `action=`."""
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(call, ast.Call):
                    continue
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                if name not in WRITERS:
                    continue
                named = [word.value for word in call.keywords if word.arg == "action"]
                first = call.args[:1] if name in DIRECT else []
                third = call.args[2:3] if name == "_change" else []
                for node in (*named, *first, *third):
                    for choice in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
                        if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                            yield choice.value


def test_every_action_has_words() -> None:
    found = set(actions())

    assert {"answer", "pause_audit", "tick_step", "open_talk"} <= found
    assert (found | {"accept_step"}) - set(WORDS) == set()


@pytest.mark.parametrize("action", sorted(WORDS))
def test_every_action_is_read_in_latvian(action: str) -> None:
    with translation.override("lv"):
        latvian = str(WORDS[action])
    with translation.override("en"):
        assert latvian != str(WORDS[action])
