"""Screens of the frame: home as each role sees it, the style guide, pages of errors."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation

from portal.seams.screens import Screen, register


def at(name: str, *args: str) -> Callable[[str], str]:
    """The address of a view in a language."""

    def path(language: str) -> str:
        with translation.override(language):
            return reverse(name, args=args)

    return path


for role in ("anna", "official", "mentor", "worker", "senior", "training", "editor", "translator", "admin"):
    register(Screen(name=f"home-{role}", role=role, path=at("home")))
register(Screen(name="styleguide", role="admin", path=at("styleguide")))
register(Screen(name="error-404", role="anna", path=lambda language: f"/{language}/tadas-lapas-nav/"))
register(Screen(name="error-403", role="anna", path=lambda language: "/django-admin/", languages=("lv",)))
