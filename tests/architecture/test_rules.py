"""The rules of the house hold."""

from portal import architecture


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
