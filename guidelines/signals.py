"""Thin: tells the search what was published, taken back or deleted, the header that a list has moved, and a guide's
draft what the community reviewer's step did with it; notes what a publication changed."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page, TaskState
from wagtail.signals import page_published, page_slug_changed, page_unpublished, task_approved, task_submitted

from guidelines import actions, links
from guidelines.findables import KIND_OF_MODEL
from guidelines.models import CultureGuidePage, GuidelineIndexPage, GuidelinePage
from portal.seams import findable


@receiver([page_published, page_unpublished])
def tell_search(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """The page changed for those who search."""
    if kind := KIND_OF_MODEL.get(sender):
        findable.changed(kind, instance)
    if sender is GuidelineIndexPage:
        links.forget()


@receiver(page_published)
def note_version(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A guide has another text for its readers."""
    if isinstance(instance, CultureGuidePage | GuidelinePage):
        actions.note_published_version(page=instance)


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


@receiver(task_submitted)
def waits_for_community(sender: type[TaskState], instance: TaskState, **kwargs: Any) -> None:
    """A draft has come to a step."""
    actions.note_community_review(step=instance, state="waiting")


@receiver(task_approved)
def read_by_community(sender: type[TaskState], instance: TaskState, **kwargs: Any) -> None:
    """A draft has passed a step."""
    actions.note_community_review(step=instance, state="done")
