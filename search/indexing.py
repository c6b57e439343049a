"""The portal's own index: everything the apps register, in PostgreSQL and in the scale-out engine where one is used."""

from collections.abc import Callable, Iterator

from portal.seams import findable
from portal.seams.findable import Document
from search import actions
from search.engines import scale_out
from search.engines.base import ScaleOutEngine
from search.models import Collection, OutboxEntry, SearchDocument
from search.querysets import PORTAL


def documents() -> Iterator[Document]:
    """Every published document of every kind."""
    for kind in findable.kinds():
        yield from kind.documents()


def is_behind() -> bool:
    """Does the index lack documents or hold some too many? Counts only; changes come through the outbox."""
    if not Collection.objects.filter(name=PORTAL, rebuilt__isnull=False).exists():
        return True
    return sum(1 for _document in documents()) != SearchDocument.objects.of(PORTAL).count()


def rebuild_index(say: Callable[[int], None] = lambda number: None, engine: ScaleOutEngine | None = None) -> int:
    """Make the index anew while the old one answers; returns the number of documents.

    What the outbox still holds from before is done with it.
    """
    last = OutboxEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    number = rebuild_collection(PORTAL, documents, engine or scale_out(), say)
    OutboxEntry.objects.filter(pk__lte=last).delete()
    return number


def rebuild_collection(
    collection: str,
    source: Callable[[], Iterator[Document]],
    engine: ScaleOutEngine | None,
    say: Callable[[int], None] = lambda number: None,
) -> int:
    """Any collection, in PostgreSQL and in `engine` where given: there as a new version, switched to at the end."""
    if engine is None:
        return actions.rebuild(documents=source, collection=collection, say=say)
    version = engine.begin(collection)
    number = actions.rebuild(
        documents=source, collection=collection, say=say, on_batch=lambda rows: engine.add(version, rows)
    )
    engine.switch(collection, version)
    return number
