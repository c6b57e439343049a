"""Whatever way a text goes to its readers, it is looked at before: at once, by the workflow, several, a translation."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page
from wagtail_localize.models import Translation

from portal.editing.actions import passages_of
from portal.editing.content_checks import Finding, findings

SAYS = {
    "personal_code": gettext_lazy("This looks like a personal code: “%s”. Take it out; pages hold no personal data."),
    "empty_link": gettext_lazy("The link “%s” does not say where it leads."),
    "long_sentence": gettext_lazy("A long sentence: “%s”"),
}
NOT_PUBLISHED = gettext_lazy("The page was not published. What you wrote is kept as a draft.")
NOT_SENT_ON = gettext_lazy("The page was not sent on. What you wrote is kept as a draft.")
NOT_APPROVED = gettext_lazy("The page was not approved. Ask for changes, or take it out yourself.")
TOLD_AT_MOST = 5


def findings_of(page: Page) -> list[Finding]:
    """What there is to say about the words of this specific page, as it stands in memory."""
    return list(findings(text for texts in passages_of(page).values() for text in texts))


def stops(request: HttpRequest, found: Iterable[Finding], consequence: str | Promise, name: str = "") -> bool:
    """Tell what was found, grave things first; true where one of them is grave, with what follows from it.

    `name` stands before the consequence where several pages are dealt with at once.
    """
    ordered = sorted(found, key=lambda finding: not finding.grave)
    for finding in ordered[:TOLD_AT_MOST]:
        say = messages.error if finding.grave else messages.warning
        say(request, SAYS[finding.code] % finding.passage)
    grave = any(finding.grave for finding in ordered)
    if grave:
        messages.error(request, f"{name}: {consequence}" if name else consequence)
    return grave


@hooks.register("before_publish_page")
def check_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Grave findings stop publishing and lead back to the page, where everything typed is kept as a draft."""
    if stops(request, findings_of(page.specific), NOT_PUBLISHED):
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def check_before_publishing_several(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """One page with a grave finding holds all of them back; nothing is published by halves."""
    if action_type != "publish" or request.method != "POST" or not all(isinstance(one, Page) for one in objects):
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in objects for below in page.get_descendants().not_live()]
    held = False
    for page in pages:
        newest = page.get_latest_revision_as_object()
        held |= stops(request, findings_of(newest), _("Nothing was published."), name=str(newest))
    return redirect(action.next_url) if held else None


@hooks.register("before_edit_page", order=-10)
def check_a_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Before wagtail-localize, which publishes translations without asking anybody."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).first()
    if translation is None:
        return None
    translated = translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)
    if stops(request, findings_of(translated), NOT_PUBLISHED):
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


class CheckedApprovalView(WorkflowActionView):
    """Approving from a list or a preview: the last approval publishes, so it is looked at as publishing is."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.action_name == "approve":
            newest = self.object.get_latest_revision_as_object()
            if stops(request, findings_of(newest), NOT_APPROVED):
                address = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
                if request.headers.get("x-requested-with") == "XMLHttpRequest":
                    return self.render_modal_json(  # type: ignore[no-any-return]
                        request, {"step": "success", "redirect": address}
                    )
                return redirect(address)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer
