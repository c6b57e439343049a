"""Screens to look at: each app names its own; `manage.py screenshots` takes their pictures."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Screen:
    """`role` is a demo account's key (None: signed out); `path(language)` gives the address or None to leave out."""

    name: str
    role: str | None
    path: Callable[[str], str | None]
    languages: tuple[str, ...] = ("lv", "en")


_screens: dict[str, Screen] = {}


def register(screen: Screen) -> None:
    """Add a screen."""
    _screens[screen.name] = screen


def screens() -> list[Screen]:
    """All screens by name."""
    return [_screens[name] for name in sorted(_screens)]
