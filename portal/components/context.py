"""What every page's frame needs: name, language, entries of the header, the account's menu."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from portal.seams import access, navigation


@dataclass(frozen=True, kw_only=True)
class Link:
    """An entry of the frame, ready to print."""

    label: str
    url: str
    icon: str = ""
    current: bool = False


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame`: lazy, because the admin's pages run this too and never look at it."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    language = getattr(request, "interface_language", settings.LANGUAGE_CODE)
    entries = navigation.entries_for(user) if signed_in else []
    place = place_of(request)
    desk = _desk(user) if signed_in else None
    return everybodys_frame() | {
        "language": language,
        "content_language": getattr(request, "content_language", language),
        "entries": [_link(entry, place) for entry in entries if entry.key != "search"],
        "search": next((_link(entry, place) for entry in entries if entry.key == "search"), None),
        "account": _account_links(user, desk) if signed_in else [],
        "desk": desk,
        "release": release() if settings.DEBUG else release_of_this_process(),
        "signed_in": signed_in,
        "demo": settings.DEMO,
    }


def everybodys_frame() -> dict[str, Any]:
    """What of the frame is the same for everybody."""
    return {"site_name": settings.SITE_NAME, "footer": _footer_links}  # a template calls it where it prints them


def release() -> str:
    """A mark of the templates as they stand: words kept ready by older templates are not used any more."""
    files = sorted((settings.PROJECT / "templates").rglob("*.html"))
    marks = "".join(f"{file}{file.stat().st_mtime_ns}" for file in files)
    return hashlib.blake2s(marks.encode()).hexdigest()[:12]


release_of_this_process = cache(release)


def place_of(request: HttpRequest) -> navigation.Place:
    """Where the reader is."""
    match = request.resolver_match
    if match is None:
        return navigation.Place(path=request.path)
    route = vars(request).get("_wagtail_route_for_request")
    return navigation.Place(
        view_name=match.view_name,
        namespaces=tuple(match.namespaces),
        path=request.path,
        kind=type(route.page).__name__ if route else "",
    )


def _link(entry: navigation.Entry, place: navigation.Place) -> Link:
    return Link(label=str(entry.label), url=entry.url(), icon=entry.icon, current=bool(entry.is_current(place)))


def _account_links(user: Any, desk: Link | None) -> list[Link]:
    links = [Link(label=_("Account and security"), url=_address("account_profile"), icon="user")]
    if desk:
        links.append(desk)
    if settings.DEMO or user.is_staff:
        links.append(Link(label=_("Style guide"), url=_address("styleguide"), icon="layers"))
    return links


def _desk(user: Any) -> Link | None:
    """The way to the editors' desk, for those who have one."""
    if not user.has_role(*access.EDITORIAL_ROLES, access.TRAINING_MANAGER):
        return None
    return Link(label=_("Editor’s desk"), url=_address("wagtailadmin_home"), icon="square-pen")


def _footer_links() -> list[Link]:
    """Three texts every installation has; `site_text` finds the page in the reader's language."""
    texts = ((_("Accessibility"), "pieklustamiba"), (_("Privacy"), "privatums"), (_("Help"), "palidziba"))
    return [Link(label=label, url=reverse("site_text", args=[slug])) for label, slug in texts]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
