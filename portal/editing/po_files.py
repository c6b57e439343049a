"""A translator's PO file comes back: what is none of theirs, or nothing, is said where wagtail-localize would fail.

It would also call a file taken in of which it left out half, or whose words cannot stand on the page.
"""

import polib
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.views import edit_translation

MARK = "X-WagtailLocalize-TranslationID"
TOOL = "PO"  # shown behind "translated with", in every language
BROKEN = ngettext_lazy(
    "%(n)s passage cannot be used: its tags differ from the original. It is marked below.",
    "%(n)s passages cannot be used: their tags differ from the original. They are marked below.",
    "n",
)
LEFT_OUT = ngettext_lazy(
    "%(n)s passage of the file was left out: its original is not on this page.",
    "%(n)s passages of the file were left out: their originals are not on this page.",
    "n",
)


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take the file in, or go back to the translation with one sentence on what is wrong with it."""
    translation = get_object_or_404(Translation, id=translation_id)
    if not edit_translation.user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose the PO file first. Nothing was changed."))
    elif (catalogue := _read(file.read())) is None:
        messages.error(request, _("This is no PO file of this translation. Nothing was changed."))
    elif catalogue.metadata[MARK] != str(translation.uuid):
        messages.error(request, _("This PO file was made for another translation. Nothing was changed."))
    else:
        left_out = translation.import_po(catalogue, user=request.user, tool_name=TOOL)
        _tell(request, translation, len(left_out))
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def _read(content: bytes) -> polib.POFile | None:
    """Nothing where it is no PO file, or its first lines are broken; the mark keeps its name from being a path."""
    try:
        text = content.decode()
        catalogue = polib.pofile(text) if MARK in text else None
    except (OSError, ValueError, LookupError):  # polib's own is an OSError
        return None
    return catalogue if catalogue and MARK in catalogue.metadata else None


def _tell(request: HttpRequest, translation: Translation, left_out: int) -> None:
    """What became of the file: taken in, and how much of it is of no use yet."""
    messages.success(request, _("Successfully imported translations from PO File."))
    broken = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale, has_error=True
    ).count()
    for words, number in ((BROKEN, broken), (LEFT_OUT, left_out)):
        if number:
            messages.warning(request, words % {"n": number})


def take_back_po_files() -> None:
    """Once, before the admin's addresses are made."""
    edit_translation.upload_pofile = upload
