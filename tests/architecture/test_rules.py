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
