"""What has changed in a guide from one published version to the next, as a reader may see it."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guidelines.actions import withhold_changes
from guidelines.challenge_views import refuse_restricted
from guidelines.change_words import FIELDS, KINDS, counted
from guidelines.differing import ADDED, CHANGED, REMOVED, marked
from guidelines.links import guidelines_url
from guidelines.models import PublishedVersion
from guidelines.registrations import WITHHOLDING
from portal.components.toasts import done
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
        "since": counted(_together(new)),
        "versions": [
            (one, one in new, [_shown(difference) for difference in one.differences], counted(_together([one])))
            for one in versions
            if one.parts
        ],
        "may_withhold": request.user.has_role(*WITHHOLDING),
        "language": page.locale.language_code,
        "back": page.get_url(request),
        "crumbs": [(_("Guidelines"), guidelines_url(request.interface_language)), (page.title, page.get_url(request))],
    }
    return render(request, "guidelines/changes.html", context)


@require_POST
def withhold(request: StaffRequest, page_id: int, pk: int) -> HttpResponse:
    """Take the words of one version's changes away."""
    version = get_object_or_404(PublishedVersion, pk=pk, page=page_id)
    withhold_changes(version=version, by=request.user)
    done(request, _("The words of this change are gone. Readers see how much changed, not what."))
    return redirect("guidelines:changes", page_id)


def _together(versions: list[PublishedVersion]) -> Counter[str]:
    """How much of each kind, also where the words were withheld."""
    return Counter({kind: sum(part[kind] for one in versions for part in one.parts) for kind in LOOKS})


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    """A difference with its words laid side by side."""
    words = [(FIELDS.get(name, ""), marked(before, after)) for name, before, after in one["words"]]
    kind = one["kind"]
    return one | {"words": words, "look": LOOKS[kind], "icon": ICONS[kind], "said": KINDS[kind]}
