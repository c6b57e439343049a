"""The editors' desk in Wagtail's admin: matrix, what waits, checks before publishing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from portal.editing import views
from portal.editing.actions import passages_of
from portal.editing.content_checks import Finding, findings
from portal.editing.explorer import PagesViewSet, pages_viewset
from portal.editing.labels import name_what_has_no_name
from portal.seams.waiting import waiting_for

name_what_has_no_name()

SAYS = {
    "personal_code": gettext_lazy("This looks like a personal code: “%s”. Take it out; pages hold no personal data."),
    "empty_link": gettext_lazy("The link “%s” does not say where it leads."),
    "long_sentence": gettext_lazy("A long sentence: “%s”"),
}


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The matrix stands under /admin/translations/."""
    return [path("translations/", views.translation_matrix, name="translation_matrix")]


@hooks.register("register_admin_viewset", order=100)
def pages_with_an_editors_columns() -> PagesViewSet:
    """After Wagtail's own viewset for every page, in whose place it comes."""
    return pages_viewset


@hooks.register("insert_global_admin_js")
def desk_script() -> str:
    """Names, headings and Latvian that Wagtail and its translations leave out."""
    return format_html('<script type="module" src="{}"></script>', static("editing/desk.js"))


class MatrixMenuItem(MenuItem):
    """Shown to those who may hand pages to translators."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("wagtail_localize.submit_translation"))


@hooks.register("register_admin_menu_item")
def matrix_entry() -> MenuItem:
    return MatrixMenuItem(
        gettext_lazy("Translation matrix"),
        reverse("translation_matrix"),
        name="translation-matrix",
        icon_name="wagtail-localize-language",
        order=350,
    )


class WaitingPanel(Component):
    """What waits for this person, first on the admin's home."""

    name = "waiting"
    order = 50
    template_name = "editing/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"items": waiting_for(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def put_waiting_first(request: Any, panels: list[Any]) -> None:
    panels.insert(0, WaitingPanel())


@hooks.register("before_publish_page")
def check_before_publishing(request: Any, page: Page) -> HttpResponse | None:
    """Grave findings stop publishing and lead back to the page, where everything typed is kept as a draft."""
    found = list(findings(text for texts in passages_of(page.specific).values() for text in texts))
    for finding in found:
        _tell(request, finding)
    if any(finding.grave for finding in found):
        messages.error(request, _("The page was not published. What you wrote is kept as a draft."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def _tell(request: Any, finding: Finding) -> None:
    say = messages.error if finding.grave else messages.warning
    say(request, SAYS[finding.code] % finding.passage)


@hooks.register("construct_help_menu")
def no_news_of_the_tool(request: Any, menu_items: list[MenuItem]) -> None:
    """What is new in Wagtail is not an editor's concern, and leads to another site."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith("whats-new")]
