"""The style guide is complete: a component that nobody shows is one nobody looked at."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

COMPONENTS = Path(settings.PROJECT) / "templates" / "components"
# Parts of the frame, of a form or of home: every page, every form, or home's own tests show them.
ELSEWHERE = {
    "account", "error_summary", "footer", "form", "formset", "hatch", "htmx",
    "languages", "lost", "masthead", "resume", "sources", "standing", "table_cell", "toasts", "waiting_items",
}  # fmt: skip


def names() -> list[str]:
    return sorted(path.stem for path in COMPONENTS.glob("*.html"))


@pytest.mark.parametrize("name", names())
def test_a_component_says_what_it_is_for(name: str) -> None:
    if name == "table_cell":  # a piece of another component
        return
    assert (COMPONENTS / f"{name}.html").read_text(encoding="utf-8").startswith("{% comment %}")


@pytest.mark.parametrize("name", [name for name in names() if name not in ELSEWHERE])
def test_the_style_guide_shows_it(name: str) -> None:
    text = (Path(settings.PROJECT) / "templates" / "styleguide.html").read_text(encoding="utf-8")

    assert re.search(rf'components/{name}\.html"|component "{name}"', text)


def test_nothing_stands_in_a_template_that_the_content_policy_forbids() -> None:
    found: list[Any] = []
    for path in (Path(settings.PROJECT) / "templates").rglob("*.html"):
        # Other policies hold at the desk, and in the frame without an origin that shows packages from elsewhere.
        if "wagtailadmin" in path.parts or path.parts[-2:] == ("training", "h5p.html"):
            continue
        text = path.read_text(encoding="utf-8")
        # Data in <script type="application/json"> is not run.
        if re.search(r"\sstyle=|\son[a-z]+=[\"']|<style|<script(?![^>]*(\bsrc=|application/json|nonce=))", text):
            found.append(path.name)

    assert not found
