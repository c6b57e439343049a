"""The translation matrix, and saving a page so that two editors never overwrite each other."""

from collections.abc import Callable
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
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Locale, Page, TaskState

from portal.editing import matrix
from portal.editing.actions import send_to_translators
from portal.editing.checking import NOT_APPROVED, NOT_SENT_ON, stops
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

    is_held = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            return answer
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=kwargs["page_id"]).first()
            return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever opens a page that needs changes reads first which; Wagtail keeps them behind two clicks.

        A round that was cancelled or went through asks for nothing any more, though Wagtail still holds it here.
        """
        step = self.page.current_workflow_state and self.page.current_workflow_state.current_task_state
        if step and step.status == TaskState.STATUS_REJECTED and step.comment:
            text = _("%(who)s asks for changes: “%(comment)s”")
            messages.warning(request, text % {"who": step.finished_by or _("Somebody"), "comment": step.comment})
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer

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

    def submit_action(self) -> HttpResponseBase:
        """What would not be published is not sent round either: its author hears at once, not a reviewer."""
        return self._unless_grave(NOT_SENT_ON, super().submit_action)

    def restart_workflow_action(self) -> HttpResponseBase:
        return self._unless_grave(NOT_SENT_ON, super().restart_workflow_action)

    def perform_workflow_action(self) -> HttpResponseBase:
        """The last approval publishes; asking for changes is always possible."""
        if self.workflow_action != "approve":
            return super().perform_workflow_action()  # type: ignore[no-any-return]
        return self._unless_grave(NOT_APPROVED, super().perform_workflow_action)

    def _unless_grave(self, consequence: str | Promise, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """`act`, or keep what was typed as a draft and stay on the page."""
        if not stops(self.request, self.form.save(commit=False), consequence):
            return act()
        if not self.has_content_changes:
            return self.redirect_and_remain()  # type: ignore[no-any-return]
        self.is_held = True
        return self.save_action()  # type: ignore[no-any-return]

    def add_save_confirmation_message(self) -> None:
        """After a step of the workflow: what was decided and whose turn it is, not only that it was saved."""
        if self.is_held:
            return  # what follows was told with the cause
        if self.action_name == "perform_workflow_action":
            messages.success(self.request, self._decision())
        else:
            super().add_save_confirmation_message()

    def _decision(self) -> str:
        title = self.page.get_admin_display_title()
        if self.workflow_action == "reject":
            return _("You asked for changes to “%(title)s”. Its author is told.") % {"title": title}
        step = TaskState.objects.filter(
            workflow_state__object_id=str(self.page.pk), status=TaskState.STATUS_IN_PROGRESS
        ).first()
        if step is None:
            return _("You approved “%(title)s”. It is published.") % {"title": title}
        return _("You approved “%(title)s”. Next: “%(step)s”.") % {"title": title, "step": step.task.name}
