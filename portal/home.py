"""Home: what waits for this person, most urgent first, each thing with one action."""

from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.requests import StaffRequest
from portal.seams.standing import standing_of
from portal.seams.waiting import LATER, SOON, URGENT, USUAL, WaitingItem, waiting_for

RESUME = "resume"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A section of home."""

    key: str
    title: str
    items: list[WaitingItem]
    urgent: bool = False


def root(request: HttpRequest) -> HttpResponse:
    """`/` leads to home in the reader's language."""
    return redirect("home")


def sign_in(request: HttpRequest) -> HttpResponse:
    """The admins' sign-in addresses lead to the portal's own."""
    target = request.GET.get("next", "/admin/")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied  # signing in again would lead back here for ever
    return redirect_to_login(target if safe else "/admin/")


def home(request: StaffRequest) -> HttpResponse:
    """The reader's home."""
    items = waiting_for(request.user)
    first = thing_to_go_on_with(items)
    rest = [item for item in items if item is not first]
    today = timezone.localdate()
    weekday = date_format(today, "l")
    return render(
        request,
        "home.html",
        {
            "heading": heading(items),
            "first": first,
            "groups": grouped(rest),
            "standing": standing_of(request.user),
            "today": today,
            "weekday": weekday[:1].upper() + weekday[1:],
            "empty_title": _("Look around meanwhile"),
            "empty_text": _("What is due, begun or sent to you will stand here."),
        },
    )


def thing_to_go_on_with(items: list[WaitingItem]) -> WaitingItem | None:
    """What was begun last goes on top, unless something urgent waits: then that speaks first."""
    if any(item.urgency == URGENT for item in items):
        return None
    return next((item for item in items if item.kind == RESUME), None)


def grouped(items: list[WaitingItem]) -> list[Group]:
    """Today, then what comes soon, then the rest; empty groups are left out."""
    groups = [
        Group(
            key="today",
            title=_("Today"),
            items=[item for item in items if item.urgency == URGENT],
            urgent=True,
        ),
        Group(key="next", title=_("Next"), items=[item for item in items if item.urgency in (SOON, USUAL)]),
        Group(key="later", title=_("Later"), items=[item for item in items if item.urgency >= LATER]),
    ]
    return [group for group in groups if group.items]


def heading(items: list[WaitingItem]) -> str:
    """What matters today, in one sentence."""
    urgent = sum(item.urgency == URGENT for item in items)
    soon = sum(item.urgency == SOON for item in items)
    if urgent:
        return ngettext("{n} thing cannot wait", "{n} things cannot wait", urgent).format(n=in_words(urgent))
    if thing_to_go_on_with(items):
        return _("Go on where you stopped")
    if soon:
        return ngettext("{n} thing waits for you", "{n} things wait for you", soon).format(n=in_words(soon))
    return _("Nothing waits for you today") if not items else _("In your own time")


def in_words(number: int) -> str:
    """A small number as a word at the beginning of a sentence, a larger one in digits."""
    words = (
        pgettext("number of things", "One"),
        pgettext("number of things", "Two"),
        pgettext("number of things", "Three"),
        pgettext("number of things", "Four"),
        pgettext("number of things", "Five"),
        pgettext("number of things", "Six"),
        pgettext("number of things", "Seven"),
        pgettext("number of things", "Eight"),
        pgettext("number of things", "Nine"),
    )
    return words[number - 1] if 1 <= number <= len(words) else str(number)
