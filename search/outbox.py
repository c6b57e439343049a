"""Brings what was published into the index: noted in the change's own transaction, carried out after it."""

import logging
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from portal.seams import findable
from portal.seams.findable import Document, Findable
from search import actions
from search.engines import scale_out
from search.engines.base import EngineUnavailable
from search.models import OutboxEntry
from search.semantic.embedding import chosen

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)


def note_change(kind: Findable, instance: Any) -> None:
    """Write down that a thing changed; the index follows after the commit, at once or from the worker."""
    OutboxEntry.objects.create(kind=kind.kind, object_key=kind.object_key(instance), object_id=str(instance.pk))
    transaction.on_commit(lambda: carry_out.enqueue())


@task
def carry_out() -> int:
    """Work off what is due; returns how many entries were finished. An entry that fails waits longer each time.

    Where the worker can wait, it comes back by itself; elsewhere the next change or `reconcile_index` does.
    """
    done = 0
    for pk in list(OutboxEntry.objects.filter(not_before__lte=timezone.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            entry = OutboxEntry.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            if entry is not None:
                done += _carry_out(entry)
    return done


def _carry_out(entry: OutboxEntry) -> bool:
    try:
        with transaction.atomic():
            documents = documents_of(entry)
            touched = actions.index_object(object_key=entry.object_key, documents=documents, embedder=chosen())
            OutboxEntry.objects.filter(object_key=entry.object_key, pk__lt=entry.pk).delete()
        if engine := scale_out():
            for object_key, rows in touched.items():
                engine.replace(object_key, rows)
    except EngineUnavailable as error:
        _put_off(entry, str(error), stored=True)
        return False
    except Exception as error:
        logger.exception("A search document could not be made", extra={"object_key": entry.object_key})
        _put_off(entry, f"{type(error).__name__}: {error}", stored=False)
        return False
    entry.delete()
    return True


def documents_of(entry: OutboxEntry) -> list[Document]:
    """The documents of the entry's object now; none when it is gone or not published."""
    kind = next((kind for kind in findable.kinds() if kind.kind == entry.kind), None)
    if kind is None:
        return []
    instance = apps.get_model(kind.model)._default_manager.filter(pk=entry.object_id).first()
    return list(kind.documents_of(instance)) if instance is not None else []


def _put_off(entry: OutboxEntry, problem: str, *, stored: bool) -> None:
    entry.attempts += 1
    entry.stored = stored
    entry.problem = problem[:200]
    entry.not_before = timezone.now() + min(FIRST_WAIT * 2 ** min(entry.attempts - 1, 12), LONGEST_WAIT)
    entry.save(update_fields=["attempts", "stored", "problem", "not_before"])
    if carry_out.get_backend().supports_defer:
        transaction.on_commit(carry_out.using(run_after=entry.not_before).enqueue)
