"""The report of ageing pages: who published by name, who answers, and when a page is to be reviewed; and who is led to
the report of translations."""

from typing import Any

from django.urls import resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.users.utils import get_deleted_user_display_name
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

from portal.accounts.models import User
from portal.editing.desk import standings
from portal.seams import access


def with_standing(view: AgingPagesView, queryset: Any) -> list[Any]:
    """The pages of one sheet of the report, each with its standing; Wagtail would name people by their sign-in."""
    pages = list(queryset)
    found = standings([page.specific for page in pages])
    people = User.objects.in_bulk({page.last_published_by for page in pages if page.last_published_by})
    for page in pages:
        page.standing = found[page.pk]
        page.last_published_by_user = ""
        if key := page.last_published_by:
            page.last_published_by_user = str(people.get(key) or get_deleted_user_display_name(user_id=key))
    return pages


def _opens_translations(entry: TranslationsReportMenuItem, request: Any) -> bool:
    """wagtail-localize shows its entry to everybody, also to those whom the access matrix then turns away."""
    route = resolve(entry.url)
    rule = access.rule_for(route.view_name, route.route)
    return bool(rule and rule.allows(request.user))


def tell_more() -> None:
    """Once, before the admin answers: Wagtail's report has no setting for its columns."""
    TranslationsReportMenuItem.is_shown = _opens_translations
    AgingPagesView.decorate_paginated_queryset = with_standing
    AgingPagesView.export_headings |= {"title": _("Title")}
