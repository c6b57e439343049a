"""The list of pages in the admin with an editor's columns, and the editor that does not overwrite another."""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import ProcessFormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from portal.editing.checking import CheckedApprovalView
from portal.editing.desk import Standing, standings
from portal.editing.row_buttons import look_behind
from portal.editing.views import LockedEditView


class StandingColumn(Column):
    """One part of a page's standing, in a template of its own where words alone do not do."""

    def __init__(self, name: str, cell: str = "", **options: Any) -> None:
        super().__init__(name, **options)
        if cell:
            self.cell_template_name = cell

    def get_value(self, instance: Any) -> Any:
        return getattr(getattr(instance, "standing", Standing()), self.name)


WIDTHS = {"latest_revision_created_at": "10%", "type": "10%", "status": "10%", "navigate": "4%"}


def _narrow(column: Any) -> Any:
    """Wagtail's column with less room, so that titles have more."""
    if column.name not in WIDTHS:
        return column
    narrow = copy(column)
    narrow.width = WIDTHS[column.name]
    return narrow


class PagesView(ExplorableIndexView):
    """Wagtail's explorer; title first, who answers, review and translations before what Wagtail tells."""

    base_columns = [
        *ExplorableIndexView.base_columns[:2],
        StandingColumn("answers", label=_("Answers for it"), width="11%"),
        StandingColumn("review_due", "editing/review_cell.html", label=_("Review due"), width="9%"),
        StandingColumn("translations", "editing/translations_cell.html", label=_("Translations"), width="10%"),
        *(_narrow(column) for column in ExplorableIndexView.base_columns[2:]),
    ]

    @cached_property
    def explorable_columns(self) -> list[Any]:
        return [_narrow(column) for column in super().explorable_columns]

    def get_table(self, object_list: Any) -> Any:
        pages = list(object_list)
        found = standings(pages)
        look_behind(pages)
        for page in pages:
            page.standing = found[page.pk]
        return super().get_table(object_list)


class AskedCopyView(CopyView):
    """Wagtail looks for the parent before its form has looked at what was sent, and falls over where there is none."""

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return ProcessFormView.post(self, request, page_id, *args, **kwargs)


class NoPrivacyView(SetPrivacyView):
    """Who may read a page is told by its own `is_public`: a second answer beside it, which search never asks, is none.

    Wagtail's window is nowhere offered; this answers who calls it by its address.
    """

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise PermissionDenied


class PagesViewSet(PageViewSet):
    """For every type of page: ours have no list of their own."""

    model = Page
    index_view_class = PagesView
    copy_view_class = AskedCopyView
    edit_view_class = LockedEditView
    set_privacy_view_class = NoPrivacyView
    workflow_action_view_class = CheckedApprovalView


pages_viewset = PagesViewSet()
