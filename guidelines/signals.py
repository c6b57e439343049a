"""Thin: tells the search what was published, taken back or deleted, and the header that a list has moved."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from guidelines import links
from guidelines.findables import KIND_OF_MODEL
from guidelines.models import GuidelineIndexPage
from portal.seams import findable


@receiver([page_published, page_unpublished])
def tell_search(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The page changed for those who search."""
    if kind := KIND_OF_MODEL.get(sender):
        findable.changed(kind, instance)
    if sender is GuidelineIndexPage:
        links.forget()


@receiver(pre_delete)
def tell_search_of_deletion(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A page is going: it is not published any more when the search looks."""
    if kind := KIND_OF_MODEL.get(sender):
        instance.live = False
        sender.objects.filter(pk=instance.pk).update(live=False)
        findable.changed(kind, instance)


@receiver(page_slug_changed)
def tell_header(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A list has another address."""
    if isinstance(instance, GuidelineIndexPage):
        links.forget()
