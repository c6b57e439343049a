"""A page that certificates and requirements rest on is not deleted: whoever wants it gone unpublishes it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from portal.pages.models import KeyedPage
from portal.seams import requirements


def _held(pages: Iterable[Page]) -> list[Page]:
    """These pages and what stands below them, as far as records or a curriculum name it."""
    below = [each for page in pages for each in page.get_descendants(inclusive=True).specific()]
    return [page for page in below if isinstance(page, KeyedPage) and _rests_on(page)]


def _rests_on(page: KeyedPage) -> bool:
    named = page.fulfils()
    return bool(named and requirements.holds(*named))


def _refuses(request: HttpRequest, pages: Iterable[Page]) -> bool:
    held = _held(pages)
    for page in held:
        text = _(
            "“%s” was not deleted: a curriculum requires it, or people have passed or read it. "
            "Unpublish it instead: readers no longer see it, and records still name it."
        )
        messages.error(request, text % page)
    return bool(held)


@hooks.register("before_delete_page")
def keep_what_is_proved(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Told before the question whether one is sure."""
    return redirect("wagtailadmin_explore", page.get_parent().pk) if _refuses(request, [page]) else None


@hooks.register("before_bulk_action")
def keep_what_is_proved_among_several(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """One such page holds all of them back."""
    if action_type != "delete" or action.model is not Page:
        return None
    return redirect(action.next_url) if _refuses(request, objects) else None
