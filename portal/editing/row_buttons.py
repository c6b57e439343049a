"""What stands behind the three dots of a page in a list, told for the whole list at once.

Wagtail and wagtail-localize ask about each row by itself: whether a language is missing, whether translations follow
the page, whether something published stands below it. A list that was looked at here carries the answers.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import ListingButton
from wagtail.models import Locale, Page, PagePermissionTester
from wagtail_localize import wagtail_hooks as localize
from wagtail_localize.models import Translation, TranslationSource

HOOK = "register_page_listing_more_buttons"
RIGHT = "wagtail_localize.submit_translation"


@dataclass(frozen=True, kw_only=True)
class Behind:
    """`source`: the key of the source whose translations follow this page, where there is one."""

    lacks_a_language: bool
    source: int | None


class ListedPermissions(PagePermissionTester):
    """A person's rights on a page of a list: what stands published there or below was asked for all rows at once."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Wagtail's answer; for those who may change and not publish without its query a row."""
        if self.user.is_superuser or "publish" in self.permissions or "change" not in self.permissions:
            return bool(super().can_delete(ignore_bulk))
        if not self.user.is_active or self.page_is_root or self.page.is_published_below:
            return False
        return bool(ignore_bulk or self.page.is_leaf() or "bulk_delete" in self.permissions)


def look_behind(pages: Sequence[Any]) -> None:
    """Give each of these pages its answers: four queries, however many pages."""
    keys = [page.translation_key for page in pages]
    locales = set(Locale.objects.values_list("pk", flat=True))
    present: dict[Any, set[int]] = defaultdict(set)
    for key, locale in Page.objects.filter(translation_key__in=keys, alias_of=None).values_list(
        "translation_key", "locale_id"
    ):
        present[key].add(locale)
    followed = Exists(Translation.objects.filter(source=OuterRef("pk"), enabled=True))
    rows = TranslationSource.objects.filter(followed, object_id__in=keys).values_list("object_id", "locale_id", "pk")
    sources = {(key, locale): pk for key, locale, pk in rows}
    published = Page.objects.filter(path__startswith=OuterRef("path"), live=True)
    numbers = [page.pk for page in pages]
    below = set(Page.objects.filter(Exists(published), pk__in=numbers).values_list("pk", flat=True))
    for page in pages:
        page.is_published_below = page.pk in below
        page.permissions_for_user = partial(ListedPermissions, page=page)
        page.behind = Behind(
            lacks_a_language=bool(locales - present[page.translation_key]),
            source=sources.get((page.translation_key, page.locale_id)),
        )


def translation_buttons(page: Any, user: Any, view_name: Any = None, next_url: Any = None) -> Iterator[ListingButton]:
    """wagtail-localize's two entries; asked there where the list is not one of ours."""
    behind: Behind | None = getattr(page, "behind", None)
    if behind is None:
        yield from localize.page_listing_more_buttons(page, user, view_name=view_name, next_url=next_url)
        return
    if page.is_root() or not user.has_perm(RIGHT):
        return
    if behind.lacks_a_language:
        address = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
        yield ListingButton(_("Translate this page"), address, priority=60, icon_name="wagtail-localize-language")
    if behind.source:
        address = reverse("wagtail_localize:update_translations", args=[behind.source])
        query = f"?{urlencode({'next': next_url})}" if next_url is not None else ""
        yield ListingButton(_("Sync translated pages"), address + query, priority=60, icon_name="resubmit")


def _can_copy(permissions: PagePermissionTester) -> bool:
    """Wagtail asks for the right to change; a copy also has to stand somewhere, and is made where one may add."""
    may_add = permissions.permission_policy.user_has_permission(permissions.user, "add")
    return bool(may_add and permissions.can_edit())


def offer_copies_to_those_who_add() -> None:
    """To translators and reviewers Wagtail would offer a form that refuses whatever they choose in it."""
    PagePermissionTester.can_copy = _can_copy


def stand_in_for_localize() -> None:
    """Its hook asks four times a row, and Wagtail has no way to take a hook back."""
    hooks._hooks[HOOK] = [
        (translation_buttons if function is localize.page_listing_more_buttons else function, order)
        for function, order in hooks._hooks[HOOK]
    ]
