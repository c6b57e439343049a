"""Whatever way a text goes to its readers, it is looked at before: at once, by the workflow, several, a translation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page
from wagtail_localize.models import Translation

from portal.editing.content_checks import Finding, findings
from portal.editing.reading import reading_of

SAYS = {
    "personal_code": gettext_lazy("This looks like a personal code: “%s”. Take it out; pages hold no personal data."),
    "empty_link": gettext_lazy("The link “%s” does not say where it leads. Name the page behind it."),
    "address_link": gettext_lazy("A link shows its address: “%s”. Name the page behind it."),
    "no_alt": gettext_lazy("A picture has no words for those who do not see it. Say what it shows. %s"),
    "heading_order": gettext_lazy("The heading “%s” leaves out a step. Make it one step higher."),
    "empty_heading": gettext_lazy("A heading is empty. Give it words or take it out. %s"),
    "no_source": gettext_lazy("No source is named for “%s”. Name one, or say why there is none."),
    "unknown_source": gettext_lazy("The source “%s” is not among the sources of the page. Add it with its date."),
    "undated_source": gettext_lazy("The source of “%s” has no date. Write its date, or the day it was last read."),
    "long_sentence": gettext_lazy("A long sentence: “%s” Make two of it."),
    "hard_to_read": gettext_lazy(
        "The text is hard to read (LIX %s). Most of it is here: shorten sentences, choose shorter words."
    ),
}
LOOK_AGAIN = gettext_lazy("Worth another look. It stops nothing; you decide:")
NOT_PUBLISHED = gettext_lazy("The page was not published. What you wrote is kept as a draft.")
NOT_SENT_ON = gettext_lazy("The page was not sent on. What you wrote is kept as a draft.")
NOT_APPROVED = gettext_lazy("The page was not approved. Ask for changes, or take it out yourself.")
TOLD_AT_MOST = 6


def findings_of(page: Page) -> list[Finding]:
    """What there is to say about this specific page, as it stands in memory; each thing once."""
    return list(dict.fromkeys(findings(reading_of(page))))


def stops(request: HttpRequest, page: Page, consequence: str | Promise, *, named: bool = False) -> bool:
    """Tell what was found on this page and where; true where something of it is grave, with what follows from it.

    One message for what stops the page and one for what an editor may decide. `named`: the page's title stands before,
    where several pages are dealt with at once.
    """
    found = findings_of(page)
    grave = [finding for finding in found if finding.grave]
    others = [finding for finding in found if not finding.grave]
    before = f"{page}: " if named else ""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if grave:
        messages.error(request, _as_list(f"{before}{consequence}", grave, address))
    if others:
        messages.warning(request, _as_list(f"{before}{LOOK_AGAIN}", others, address))
    return bool(grave)


def _as_list(first: str, found: list[Finding], address: str) -> SafeString:
    lines = [_line(finding, address) for finding in found[:TOLD_AT_MOST]]
    more = len(found) - len(lines)
    if more:
        text = ngettext("and %(n)s thing more.", "and %(n)s things more.", more) % {"n": more}
        lines.append(format_html("<li>{}</li>", text))
    return format_html('{}<ul class="sps-findings">{}</ul>', first, mark_safe("".join(lines)))


def _line(finding: Finding, address: str) -> SafeString:
    """Where, as a link to the block, and what."""
    words = (SAYS[finding.code] % finding.passage).strip()
    place = finding.place
    if not place.where:
        return format_html("<li>{}</li>", words)
    anchor = f"#{place.anchor}" if place.anchor else ""
    return format_html('<li><a href="{}{}">{}</a>. {}</li>', address, anchor, place.where, words)


@hooks.register("before_publish_page")
def check_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Grave findings stop publishing and lead back to the page, where everything typed is kept as a draft."""
    if not stops(request, page.specific, NOT_PUBLISHED):
        return None
    if page.live and page.first_published_at is None:
        # Wagtail has put a new page into the tree as a published one before it asks.
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    return redirect("wagtailadmin_pages:edit", page.pk)


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
        held |= stops(request, newest, _("Nothing was published."), named=True)
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
    if stops(request, translated, NOT_PUBLISHED):
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


class CheckedApprovalView(WorkflowActionView):
    """Approving from a list or a preview: the last approval publishes, so it is looked at as publishing is."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.action_name == "approve":
            newest = self.object.get_latest_revision_as_object()
            if stops(request, newest, NOT_APPROVED):
                address = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
                if request.headers.get("x-requested-with") == "XMLHttpRequest":
                    return self.render_modal_json(  # type: ignore[no-any-return]
                        request, {"step": "success", "redirect": address}
                    )
                return redirect(address)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer
