"""The rules of the house, as functions that return what breaks them; no Django. Checks and tests call them."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SUBJECTS = ("training", "guidelines", "skills_audit")
# Who may not be imported from where: imports go down only, and no subject knows another.
FORBIDDEN = {
    "portal": (*SUBJECTS, "search", "tests"),
    "training": ("guidelines", "skills_audit", "search", "tests"),
    "guidelines": ("training", "skills_audit", "search", "tests"),
    "skills_audit": ("training", "guidelines", "search", "tests"),
    "search": (*SUBJECTS, "tests"),
}
PURE = (
    "portal/architecture.py",
    "portal/database.py",
    "portal/protection/sealing.py",
    "portal/protection/identifiers.py",
    "portal/editing/passages.py",
    "portal/editing/content_checks.py",
    "portal/editing/readability.py",
    "training/grading.py",
    "training/scheduling.py",
    "training/drawing.py",
    "guidelines/writing.py",
    "guidelines/completeness.py",
    "guidelines/sheet.py",
    "guidelines/phrases.py",
    "guidelines/library.py",
    "training/asking.py",
    "training/scenario.py",
    "training/packages/*.py",
    "skills_audit/scoring/*.py",
    "skills_audit/gains.py",
    "skills_audit/goals.py",
    "skills_audit/plan_templates.py",
    "skills_audit/service_clock.py",
    "skills_audit/inputs.py",
    "skills_audit/goal_input.py",
    "skills_audit/result_words.py",
    "skills_audit/recognition.py",
    "skills_audit/explanations.py",
    "skills_audit/explained_goals.py",
    "skills_audit/instrument/logic*.py",
    "skills_audit/instrument/canonical.py",
    "skills_audit/instrument/definition.py",
    "skills_audit/instrument/wording.py",
    "skills_audit/instrument/lists.py",
    "skills_audit/instrument/walk.py",
    "skills_audit/instrument/contents.py",
    "search/languages.py",
    "search/query.py",
    "search/fusion.py",
    "search/expansion.py",
    "search/scoring.py",
    "search/facets.py",
    "search/legs.py",
    "search/records.py",
    "search/snippets.py",
    "search/analysis/*.py",
    "search/evaluation/metrics.py",
)
MAX_LINES = 400


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of our packages with its path and syntax tree; migrations are Django's."""
    for package in FORBIDDEN:
        for path in sorted((PROJECT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(PROJECT)), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module a module imports, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno


def upward_imports() -> Iterator[str]:
    """Imports that go up a floor or across to another subject."""
    for path, tree in modules():
        forbidden = FORBIDDEN[path.split("/")[0]]
        for name, line in imported(tree):
            if name.split(".")[0] in forbidden:
                yield f"{path}:{line} imports {name}"


def impure_modules() -> Iterator[str]:
    """Pure modules that import Django, Wagtail, or a module of ours that is not pure."""
    for path, tree in modules():
        if not any(fnmatch(path, pattern) for pattern in PURE):
            continue
        for name, line in imported(tree):
            if name.split(".")[0] in {"django", "wagtail"}:
                yield f"{path}:{line} imports {name}"


def long_modules() -> Iterator[str]:
    """Modules over 400 lines."""
    for package in FORBIDDEN:
        for path in sorted((PROJECT / package).rglob("*.py")):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if "migrations" not in path.parts and lines > MAX_LINES:
                yield f"{path.relative_to(PROJECT)} has {lines} lines"
