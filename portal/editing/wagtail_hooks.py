"""The editors' desk in Wagtail's admin: matrix, what waits, checks before publishing."""

from collections.abc import Mapping
from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from portal.editing import checking, deleting, page_checker, views  # noqa: F401  (their hooks)
from portal.editing.comparing import compare_by_name
from portal.editing.explorer import PagesViewSet, pages_viewset
from portal.editing.frozen_words import say_them_each_time
from portal.editing.labels import name_what_has_no_name
from portal.editing.own_account import keep_sign_in_on_the_portal
from portal.editing.po_files import take_back_po_files
from portal.editing.redirects import take_own_addresses
from portal.editing.reports import tell_more
from portal.editing.row_buttons import offer_copies_to_those_who_add, stand_in_for_localize
from portal.seams.waiting import waiting_for

name_what_has_no_name()
stand_in_for_localize()
offer_copies_to_those_who_add()
tell_more()
compare_by_name()
take_back_po_files()
take_own_addresses()
say_them_each_time()
keep_sign_in_on_the_portal()

LEADS_AWAY = {"target": "_blank", "rel": "noreferrer"}


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The matrix stands under /admin/translations/."""
    return [path("translations/", views.translation_matrix, name="translation_matrix")]


@hooks.register("register_admin_viewset", order=100)
def pages_with_an_editors_columns() -> PagesViewSet:
    """After Wagtail's own viewset for every page, in whose place it comes."""
    return pages_viewset


@hooks.register("insert_global_admin_css")
def desk_style() -> str:
    """What the desk's own screens look like, and Wagtail's on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("editing/desk.css"))


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
    """Wagtail's own list of steps would tell the same again."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels.insert(0, WaitingPanel())


@hooks.register("construct_help_menu")
def no_news_of_the_tool(request: Any, menu_items: list[MenuItem]) -> None:
    """What is new in Wagtail is not an editor's concern, and leads to another site; nothing here bears a mark."""
    menu_items[:] = [
        MenuItem(item.label, item.url, name=item.name, icon_name=item.icon_name, order=item.order, attrs=LEADS_AWAY)
        if isinstance(item, DismissibleMenuItem)
        else item
        for item in menu_items
        if not item.name.startswith("whats-new")
    ]
