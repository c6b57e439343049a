"""The address of the list of guidelines, for the header of every page: asked of the tree once in a while."""

from django.core.cache import cache
from django.urls import reverse

from guidelines.models import GuidelineIndexPage

SECONDS = 300


def guidelines_url(language: str) -> str:
    """The list of guidelines in a language of the interface; home where there is none yet."""
    key = f"guidelines:list:{language}"
    found: str | None = cache.get(key)
    if found is None:
        page = GuidelineIndexPage.objects.live().filter(locale__language_code=language).select_related("locale").first()
        found = (page.get_url() if page else None) or ""
        cache.set(key, found, SECONDS)
    return found or reverse("home")


def forget() -> None:
    """A list was published, moved or renamed: ask the tree again."""
    cache.delete_many(["guidelines:list:lv", "guidelines:list:en"])
