"""Thin: a published page marks its translations, or is unmarked as one."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from portal.editing.actions import mark_translations


@receiver(page_published)
def mark(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The source of a translation family decides; for a translation, look at its source again."""
    source = source_of(instance)
    if source is not None:
        mark_translations(page=source)


def source_of(page: Page) -> Page | None:
    """The page this one is translated from, or the page itself when others are translated from it."""
    from wagtail_localize.models import TranslationSource

    row = TranslationSource.objects.filter(object_id=page.translation_key).only("locale_id").first()
    if row is None:
        return None
    if row.locale_id == page.locale_id:
        return page
    found: Page | None = page.get_translations().filter(locale_id=row.locale_id, live=True).first()
    return found
