"""Which page an address leads to: one query, two the first time an address is asked for.

Wagtail walks down the tree, two queries a step. Every page knows its whole path, so the tree need not be walked.
"""

import time
from functools import cache
from typing import Any

from django.db.models import Exists
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import translation
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_slug_changed, post_page_move

from portal.prepared import Prepared

# Path in the tree → model of the page that stood there when last asked. Only a hint which table to ask first: what
# is shown is always read anew, so another process that knows better is never contradicted.
_models: dict[str, type[Page]] = {}
REMEMBERED = 10_000
# Where the trees of the sites begin: Wagtail keeps it in the shared cache, which costs a query of its own where that
# is a table. Another process hears of a change after this many seconds, this one at once.
SECONDS = 15
_roots: dict[str, Any] = {}


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The published page at this address in the active language, of its own class; none where there is none."""
    root = root_path(request)
    if root is None:
        return None
    url_path = root + path
    if (hint := _models.get(url_path)) and (page := _published(hint, url_path)):
        return page
    plain = Page.objects.live().filter(url_path=url_path).only("content_type").first()
    if plain is None or plain.specific_class is None:
        _models.pop(url_path, None)
        return None
    if len(_models) >= REMEMBERED:
        _models.clear()
    _models[url_path] = plain.specific_class
    return _published(plain.specific_class, url_path)


def root_path(request: HttpRequest) -> str | None:
    """Where the tree of the active language begins. With one site, which one is meant needs no query."""
    paths = know_the_site(request)
    site = Site.find_for_request(request)
    language = get_supported_content_language_variant(translation.get_language())
    own = [path.root_path for path in paths if site and path.site_id == site.pk and path.language_code == language]
    return own[0] if own else None


def know_the_site(request: HttpRequest) -> Any:
    """Lay the site and its trees beside the request, so that no address printed on the page asks for them again.

    The site is named only; whoever wants more of it than its number reads it then.
    """
    beside = vars(request)  # where Wagtail looks before it asks
    paths = beside["_wagtail_cached_site_root_paths"] = site_roots()
    sites = {path.site_id for path in paths}
    if len(sites) == 1:
        beside.setdefault("_wagtail_site", Site.from_db(None, ["id"], [sites.pop()]))
    return paths


def site_roots() -> Any:
    """Site and language → where its tree begins, as Wagtail has it."""
    found = _roots.get("paths")
    if found is None or found[0] < time.monotonic():
        found = _roots["paths"] = (time.monotonic() + SECONDS, Site.get_site_root_paths())
    return found[1]


@receiver([post_save, post_delete], sender=Site)
@receiver([page_slug_changed, post_page_move])
def forget(**kwargs: Any) -> None:
    """A site, or perhaps the page where one begins, has changed."""
    _roots.clear()


@receiver(post_save)
def forget_roots(instance: Any, **kwargs: Any) -> None:
    """The same before the change is committed, for who goes on working inside it."""
    if isinstance(instance, Page):
        forget()


def _published(model: type[Page], url_path: str) -> Page | None:
    return _pages_of(model).first(url_path=url_path)  # type: ignore[arg-type]  # a class has a hash


@cache
def _pages_of(model: type[Page]) -> Prepared[Page]:
    """The published page of a kind at an address, with what is read along."""
    with_it = getattr(model, "read_along", ("locale",))
    later = getattr(model, "read_later", ())
    pages = model._default_manager.live().select_related(*with_it).defer(*later)
    pages = pages.annotate(any_page_restricted=Exists(PageViewRestriction.objects.all())).order_by("pk")
    return Prepared(lambda url_path: pages.filter(url_path=url_path)[:1], url_path=str)


@cache
def routes_itself() -> bool:
    """Has a kind of page addresses below its own? Then Wagtail has to walk the tree."""
    return any(model.route is not Page.route for model in get_page_models())
