"""What has changed in a guide from one published version to the next, as a reader may see it."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from guidelines.challenge_views import refuse_restricted
from guidelines.change_words import FIELDS, KINDS, counted
from guidelines.differing import ADDED, CHANGED, REMOVED, marked
from guidelines.links import guidelines_url
from guidelines.models import PublishedVersion
from portal.pages.routing import know_the_site
from portal.requests import StaffRequest
from portal.seams import requirements

MOST = 20
LOOKS = {CHANGED: "info", ADDED: "ok", REMOVED: "none"}
ICONS = {CHANGED: "pencil", ADDED: "plus", REMOVED: "minus"}


def changes(request: StaffRequest, page_id: int) -> HttpResponse:
    """The latest changes, the newest first, word by word."""
    know_the_site(request)
    noted = PublishedVersion.objects.filter(page=page_id, page__live=True).select_related("page__locale")
    versions = list(noted.defer("units")[:MOST])
    if not versions:  # every published guide has a first one
        raise Http404
    page = versions[0].page
    refuse_restricted(request, page)
    read = requirements.last_fulfilled(request.user, *page.specific.fulfils())
    new = [one for one in versions if read and one.parts and one.at > read]
    context = {
        "page": page,
        "read": read,
        "since": counted(Counter(difference["kind"] for one in new for difference in one.differences)),
        "versions": [
            (one.at, one in new, [_shown(difference) for difference in one.differences])
            for one in versions
            if one.parts
        ],
        "language": page.locale.language_code,
        "back": page.get_url(request),
        "crumbs": [(_("Guidelines"), guidelines_url(request.interface_language)), (page.title, page.get_url(request))],
    }
    return render(request, "guidelines/changes.html", context)


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    """A difference with its words laid side by side."""
    words = [(FIELDS.get(name, ""), marked(before, after)) for name, before, after in one["words"]]
    kind = one["kind"]
    return one | {"words": words, "look": LOOKS[kind], "icon": ICONS[kind], "said": KINDS[kind]}
