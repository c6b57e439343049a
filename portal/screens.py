"""Screens of the frame itself, for pictures and measurements."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation

from portal.seams.screens import Screen, register


def path_of(name: str, *args: object) -> Callable[[str], str]:
    """A function of the language that gives the address of a route."""

    def path(language: str) -> str:
        with translation.override(language):
            return reverse(name, args=args)

    return path


for role in ("anna", "official", "mentor", "worker", "senior", "training", "editor", "translator", "admin"):
    register(Screen(name=f"home-{role}", role=role, path=path_of("home")))
register(Screen(name="styleguide", role="editor", path=path_of("styleguide")))
register(Screen(name="people", role="admin", path=path_of("people")))
register(Screen(name="sign-in", role=None, path=path_of("account_login")))
