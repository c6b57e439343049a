"""Wagtail's checks at the side of the editor, without what no page here can answer."""

from typing import Any

from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

# Pages are read by those who signed in, and none prints a description for search engines.
NOT_ASKED = "empty-meta-description"


class PageChecker(ContentCheckerItem):
    """Wagtail's own but for the description for search engines."""

    axe_run_only = [rule for rule in ContentCheckerItem.axe_run_only if rule != NOT_ASKED]
    axe_custom_rules = [rule for rule in ContentCheckerItem.axe_custom_rules if rule["id"] != NOT_ASKED]
    axe_custom_checks = [one for one in ContentCheckerItem.axe_custom_checks if one["id"] != f"check-{NOT_ASKED}"]
    axe_messages = {rule: words for rule, words in ContentCheckerItem.axe_messages.items() if rule != NOT_ASKED}


@hooks.register("construct_wagtail_userbar")
def check_what_can_be_answered(request: Any, items: list[Any], page: Any) -> None:
    """In the place of Wagtail's, in the editor and in a preview."""
    items[:] = [
        PageChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]
