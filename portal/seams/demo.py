"""Load and put back an app's content: filled by every app, run by `manage.py demo`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent / "demo" / "content"
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class DemoContent:
    """`load(say)` is idempotent and keeps what people changed; `reset(say)` puts its own content back.

    `grow(kind, number, say)` adds synthetic load (`documents`, `clients`, `staff`) or does nothing.
    `report()` gives this app's part of `content_report`. `order`: lower first.
    """

    name: str
    order: int
    load: Callable[[Say], None]
    reset: Callable[[Say], None]
    grow: Callable[[str, int, Say], None] | None = None
    report: Callable[[], dict[str, object]] | None = None


_contents: dict[str, DemoContent] = {}


def register(content: DemoContent) -> None:
    """Add an app's content."""
    _contents[content.name] = content


def contents() -> list[DemoContent]:
    """All registered contents, in the order in which they are to be loaded."""
    return sorted(_contents.values(), key=lambda content: content.order)
