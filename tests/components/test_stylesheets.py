"""The one style sheet."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from portal.components import stylesheets


def test_the_sheet_is_found_and_holds_every_part() -> None:
    found = finders.find("css/site.css")

    text = Path(str(found)).read_text(encoding="utf-8")
    assert ".btn--main" in text
    assert text.index("@layer tokens, base") < text.index("@layer components")
    assert "/*" not in text


def test_a_changed_part_is_served_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    part = tmp_path / "part.css"
    monkeypatch.setattr(stylesheets, "parts", lambda: [part])
    for colour in ("red", "green"):
        part.write_text(f".a {{ color: {colour}; }}", encoding="utf-8")
        assert colour in (stylesheets.write() / stylesheets.NAME).read_text(encoding="utf-8")
    monkeypatch.undo()
    stylesheets.write()


def test_an_installation_may_overrule_a_colour(settings: Any) -> None:
    settings.SITE_COLOURS = {"brand": ("#123456", "#abcdef")}

    assert "--brand: light-dark(#123456, #abcdef);" in stylesheets.joined([])


@pytest.mark.parametrize("part", sorted(stylesheets.PARTS.rglob("*.css")), ids=lambda p: p.name)
def test_raw_colours_stand_in_the_tokens_only(part: Path) -> None:
    if part.stem in {"tokens", "print", "float", "sheet"}:  # paper is white, a QR code black on white
        return

    text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", text)


@pytest.mark.parametrize("name", ["500.html", "503.html", "507.html", "maintenance.html"])
def test_the_last_resort_needs_neither_context_nor_database(name: str) -> None:
    text = get_template(name).render()

    assert '<html lang="lv"' in text
    assert 'lang="en"' in text


def test_what_is_hidden_stays_hidden_whatever_its_look() -> None:
    base = (stylesheets.PARTS / "base.css").read_text(encoding="utf-8")

    rule = re.search(r"\[hidden\][^{]*\{([^}]*)\}", base)

    assert rule is not None
    assert "display: none !important" in rule[1]
