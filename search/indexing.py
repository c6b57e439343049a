"""The portal's own index: everything the apps register, in PostgreSQL and in the scale-out engine where one is used."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.seams import findable
from portal.seams.findable import Document
from search import actions, synthetic
from search.engines import scale_out
from search.engines.base import ScaleOutEngine
from search.models import Collection, OutboxEntry, SearchDocument
from search.querysets import PORTAL
from search.semantic.embedding import Embedder, chosen


def documents() -> Iterator[Document]:
    """Every published document of every kind."""
    for kind in findable.kinds():
        yield from kind.documents()


def is_behind() -> bool:
    """Does the index lack documents or hold some too many? Counts only; changes come through the outbox."""
    state = Collection.objects.filter(name=PORTAL, rebuilt__isnull=False).first()
    if state is None or _lacks_vectors(state, chosen()):
        return True
    kinds = (kind for kind in findable.kinds() if kind.kind != synthetic.KIND)
    expected = sum(1 for kind in kinds for _document in kind.documents()) + synthetic.size()
    return expected != SearchDocument.objects.of(PORTAL).count()


def _lacks_vectors(state: Collection, embedder: Embedder | None) -> bool:
    """Synthetic texts come without."""
    if embedder is None:
        return False
    without = SearchDocument.objects.of(PORTAL).filter(vectors__isnull=True).exclude(kind=synthetic.KIND)
    return state.embedder != embedder.name or without.exists()


def add(new: Iterator[Document], say: Callable[[int], None] = lambda number: None) -> int:
    """Put documents that are not there yet beside those that are; returns how many."""
    return actions.add(documents=new, say=say, on_batch=_into(scale_out()))


def _into(engine: ScaleOutEngine | None) -> Callable[[Sequence[SearchDocument]], None] | None:
    if engine is None:
        return None
    return lambda rows: engine.add_live(PORTAL, rows)


def rebuild_index(say: Callable[[int], None] = lambda number: None, engine: ScaleOutEngine | None = None) -> int:
    """Make the index anew while the old one answers; returns the number of documents.

    What the outbox still holds from before is done with it.
    """
    last = OutboxEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    number = rebuild_collection(PORTAL, documents, engine or scale_out(), say, embedder=chosen())
    OutboxEntry.objects.filter(pk__lte=last).delete()
    return number


@dataclass(frozen=True)
class Reconciled:
    """What the scale-out engine lacked, had otherwise, or had although it is gone: numbers of documents."""

    missing: int
    different: int
    gone: int


def reconcile(engine: ScaleOutEngine) -> Reconciled:
    """Compare the engine with PostgreSQL document by document and mend what differs; raises EngineUnavailable.

    For after an outage: it finds also what no outbox entry tells of.
    """
    there = engine.stamps(PORTAL)
    missing, different, things = 0, 0, set()
    for row in SearchDocument.objects.of(PORTAL).defer("vectors").iterator(500):
        kept = there.pop(row.key, None)
        if kept is None or kept[1] != engine.stamp(row):
            missing += kept is None
            different += kept is not None
            things.add(row.object_key)
    for object_key in sorted(things | {object_key for object_key, _stamp in there.values()}):
        engine.replace(object_key, list(SearchDocument.objects.of(PORTAL).filter(object_key=object_key)))
    return Reconciled(missing=missing, different=different, gone=len(there))


def rebuild_collection(
    collection: str,
    source: Callable[[], Iterator[Document]],
    engine: ScaleOutEngine | None,
    say: Callable[[int], None] = lambda number: None,
    *,
    embedder: Embedder | None = None,
) -> int:
    """Any collection, in PostgreSQL and in `engine` where given: there as a new version, switched to at the end."""
    if engine is None:
        return actions.rebuild(documents=source, collection=collection, embedder=embedder, say=say)
    version = engine.begin(collection)
    number = actions.rebuild(
        documents=source,
        collection=collection,
        embedder=embedder,
        say=say,
        on_batch=lambda rows: engine.add(version, rows),
    )
    engine.switch(collection, version)
    return number
