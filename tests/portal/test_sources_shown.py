"""A source is written out once per language, and anew when a word of it changes."""

from typing import Any

import pytest
from django.utils import translation

from portal.blocks import source
from portal.blocks.source import SourceBlock

VALUE = {"key": "L3", "title": "Likums", "publisher": "Saeima", "dated": "2019-05", "verified": True}


def shown(**changed: Any) -> str:
    block = SourceBlock()
    return str(block.render(block.to_python(VALUE | changed)))


def test_each_language_has_its_own_words() -> None:
    with translation.override("lv"):
        latvian = shown(verified=False)
    with translation.override("en"):
        english = shown(verified=False)
    assert "Not verified" in english
    assert "Not verified" not in latvian
    with translation.override("lv"):
        assert shown(verified=False) == latvian


def test_a_changed_word_is_seen_at_once_and_escaped() -> None:
    before = shown()
    assert "Likums" in before
    assert "<b>" not in shown(title="<b>Cits</b>")
    assert "Cits" in shown(title="<b>Cits</b>")
    assert "12.03.2026" in shown(read_on="2026-03-12")
    assert shown() == before


def test_the_same_source_is_written_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = shown(key="ONCE")
    monkeypatch.setattr(source, "render_to_string", lambda *args: pytest.fail("written again"))
    assert shown(key="ONCE") == first


def test_while_templates_are_changed_nothing_is_remembered(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(key="DEBUG")
    settings.DEBUG = True
    monkeypatch.setattr(source, "_written", lambda *args: pytest.fail("remembered"))
    assert "Likums" in shown(key="DEBUG")
