"""The one style sheet pages load, put together from a file per component.

No front-end build exists: `StylesheetFinder` offers `css/site.css` to Django's static files like any other file,
so that `runserver`, tests and `collectstatic` all serve what stands in the parts now. Parts lie outside `static/`,
because only the whole is served. Cascade layers, named first in `tokens.css`, make the order of components free.

A subject may bring its own parts in `<app>/css/*.css`, wrapped in `@layer components`.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PARTS = Path(__file__).parent / "css"
FIRST = ("tokens", "fonts", "base", "layout")
LAST = ("utilities", "print")
NAME = "css/site.css"


def parts() -> list[Path]:
    """All parts in the order they are joined."""
    of_subjects = [
        path
        for config in apps.get_app_configs()
        if not config.name.startswith(("django.", "wagtail", "portal.components"))
        for path in sorted(Path(config.path, "css").glob("*.css"))
        if config.name.split(".")[0] in {"portal", "training", "guidelines", "skills_audit", "search"}
    ]
    return [
        *(PARTS / f"{name}.css" for name in FIRST),
        *sorted((PARTS / "components").glob("*.css")),
        *of_subjects,
        *(PARTS / f"{name}.css" for name in LAST),
    ]


def joined(sources: Iterable[Path]) -> str:
    """The parts without comments and indentation, then the installation's own colours."""
    texts = [re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in sources]
    lines = (line.strip() for text in texts for line in text.splitlines())
    return "\n".join(line for line in [*lines, own_colours()] if line) + "\n"


def own_colours() -> str:
    """`SITE_COLOURS = {"brand": ("#0b5c5a", "#74cbc4")}` (light, dark) overrules tokens of the same name."""
    colours: dict[str, tuple[str, str]] = getattr(settings, "SITE_COLOURS", {})
    rules = " ".join(f"--{name}: light-dark({light}, {dark});" for name, (light, dark) in colours.items())
    return f"@layer tokens {{ :root {{ {rules} }} }}" if rules else ""


def write() -> Path:
    """Write the sheet where it is missing or older than a part; returns the folder it stands in."""
    folder = Path(settings.STATIC_ROOT).parent / "stylesheets"
    target = folder / NAME
    text = joined(parts())
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        # A process that reads meanwhile sees the old sheet or the new one, never half of it.
        fresh = target.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
    return folder


class StylesheetFinder(BaseFinder):
    """Offers the joined style sheet to Django's static files."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(write() / NAME)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        yield NAME, FileSystemStorage(location=write())
