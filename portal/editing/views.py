"""The translation matrix, and saving a page so that two editors never overwrite each other."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Locale, Page

from portal.editing import matrix
from portal.editing.actions import send_to_translators
from portal.requests import StaffRequest

PER_PAGE = 40


def translation_matrix(request: StaffRequest) -> HttpResponse:
    """The grid; POST hands the ticked pages, or what is stale, to translators."""
    if not request.user.has_perm("wagtail_localize.submit_translation"):
        raise PermissionDenied
    if request.method == "POST":
        return _hand_over(request)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    shown = _locales(request.GET.getlist("language"))
    page = Paginator(matrix.source_pages(kind, state), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "rows": matrix.rows(list(page.object_list), shown),
        "page": page,
        "locales": shown,
        "all_locales": _locales([]),
        "kinds": matrix.source_pages().order_by().values_list("content_type__model", flat=True).distinct(),
        "kind": kind,
        "state": state,
    }
    return TemplateResponse(request, "editing/matrix.html", context)


def _locales(codes: list[str]) -> list[Locale]:
    others = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]
    wanted = [code for code in others if code in codes] or others
    found = {locale.language_code: locale for locale in Locale.objects.all()}
    return [found[code] for code in wanted if code in found]


def _hand_over(request: StaffRequest) -> HttpResponse:
    locales = _locales(request.POST.getlist("language"))
    pages = Page.objects.filter(pk__in=[key for key in request.POST.getlist("page") if key.isdecimal()])
    if not pages or not request.POST.getlist("language"):
        messages.error(request, _("Tick at least one page and one language. Nothing was sent."))
    else:
        count = send_to_translators(pages=pages, locales=locales, by=request.user)
        text = ngettext("%(n)s translation was handed over.", "%(n)s translations were handed over.", count)
        messages.success(request, text % {"n": count})
    return redirect(f"{reverse('translation_matrix')}?{request.GET.urlencode()}")


class LockedEditView(EditView):
    """Wagtail's page editor with a row lock around saving, and a refusal where Wagtail would overwrite.

    Wagtail 8.0 looks whether a newer version exists and then saves, and two who save together both see success. The
    lock makes the second wait for the first and then see its version.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return answer
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=kwargs["page_id"]).first()
            return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Somebody saved since the form was opened: keep what was typed, show it, and say so."""
        if not self.expects_json_response and self.is_out_of_date:
            newer = self.latest_revision
            text = _(
                "%(who)s saved this page while you were writing. Your text is below and is not saved yet. "
                "Compare it with the newer version in the history; saving again replaces that version."
            )
            messages.error(self.request, text % {"who": newer.user or _("Somebody")})
            self.has_unsaved_changes = True
            answer: HttpResponseBase = self.render_to_response(self.get_context_data())
            return answer
        return super().form_valid(form)  # type: ignore[no-any-return]
