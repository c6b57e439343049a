"""A translator's PO file comes back: what is none of theirs, or nothing, is said where wagtail-localize would fail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.views import edit_translation

MARK = b"X-WagtailLocalize-TranslationID"
localizes_own = edit_translation.upload_pofile


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take the file in, or go back to the translation with one sentence on what is wrong with it."""
    file = request.FILES.get("file")
    if file is not None and MARK in file.read():
        file.seek(0)
        answer: HttpResponse = localizes_own(request, translation_id)
        return answer
    if file is None:
        messages.error(request, _("Choose the PO file first. Nothing was changed."))
    else:
        messages.error(request, _("This is no PO file of this translation. Nothing was changed."))
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def take_back_po_files() -> None:
    """Once, before the admin's addresses are made."""
    edit_translation.upload_pofile = upload
