"""The rules of the house hold."""

import re

from portal import architecture
from portal.database import PROJECT


def test_imports_go_down_only() -> None:
    assert list(architecture.upward_imports()) == []


def test_pure_modules_know_no_django() -> None:
    assert list(architecture.impure_modules()) == []


def test_no_module_is_longer_than_400_lines() -> None:
    assert list(architecture.long_modules()) == []


def test_an_upward_import_would_be_found() -> None:
    import ast

    assert dict(architecture.imported(ast.parse("from training.models import Module"))) == {"training.models": 1}


def test_sentences_are_marked_only_by_names_that_the_catalogue_knows() -> None:
    import re
    from pathlib import Path

    marked = re.compile(r"^from django\.utils\.translation import gettext(?:_lazy)? as (\w+)$", re.MULTILINE)
    folders = ("guidelines", "portal", "search", "skills_audit", "training")
    files = [path for folder in folders for path in Path(folder).rglob("*.py")]
    names = {name for path in files for name in marked.findall(path.read_text(encoding="utf-8"))}
    assert names <= {"_", "_now"}


def test_no_sentence_is_marked_inside_another_string() -> None:
    """xgettext does not look there: the sentence would be found by nobody who translates, and stay English."""
    import ast
    from pathlib import Path

    folders = ("guidelines", "portal", "search", "skills_audit", "training")
    hidden = [
        f"{path}:{string.lineno}"
        for folder in folders
        for path in Path(folder).rglob("*.py")
        if re.search(r"\{.*\b(_|_now|n?p?gettext)\(", text := path.read_text(encoding="utf-8"))
        for string in ast.walk(ast.parse(text))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"_", "_now", "gettext", "ngettext", "pgettext"}
    ]
    assert hidden == []


def test_no_form_about_a_client_is_kept_by_the_browser() -> None:
    """A browser writes what was typed into its session files, in the clear, unless the form says not to."""
    forms = [
        (path.name, form)
        for path in (PROJECT / "templates" / "skills_audit").glob("*.html")
        for form in re.findall(r"<form\b[^>]*>", path.read_text())
    ]

    assert len(forms) > 20
    assert [name for name, form in forms if 'autocomplete="off"' not in form] == []
