"""What makes loading many pages at once quick, and changes nothing of the result."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task


@contextlib.contextmanager
def without_query_log() -> Iterator[None]:
    """With DEBUG, Django writes each statement down with its values: a gigabyte for this content."""
    debug, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = debug


@contextlib.contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """A power cut may lose the last moments of the load, which the next start adds again; it never harms the rest."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


@contextlib.contextmanager
def desk_told_once() -> Iterator[None]:
    """Which page names which, and the desk's own search, are worked out once for each, not at each of the four saves
    on its way to the readers.

    Nothing may be deleted inside: Wagtail would keep the references of what is gone.
    """
    saved: dict[tuple[type[models.Model], str], None] = {}
    searched = {model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)}
    followed = searched | set(ReferenceIndex.tracked_models)

    def remember(sender: type[models.Model], instance: models.Model, **_signal: Any) -> None:
        if sender in followed:
            saved[sender, str(instance.pk)] = None

    post_save.connect(remember)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(remember)
        for model in searched:
            post_save.connect(post_save_signal_handler, sender=model)
        for model, key in saved:
            name = (model._meta.app_label, str(model._meta.model_name), key)
            with contextlib.suppress(ObjectDoesNotExist):
                if model in ReferenceIndex.tracked_models:
                    update_reference_index_task.call(*name)
                if model in searched:
                    insert_or_update_object_task.call(*name)
