"""Vectors of documents on their way into the index."""

from collections.abc import Iterable, Mapping

from search.models import Collection, SearchDocument
from search.records import Source
from search.semantic.embedding import Embedder
from search.semantic.passages import passages
from search.semantic.vectors import pack

Texts = tuple[str, ...]
_COLUMNS = ("language", "title", "summary", "text", "title_lv", "title_en", "summary_lv", "summary_en")


class Embedding:
    """The packed vectors of one document after another; None without an embedder.

    A passage takes a tenth of a second, so a document whose texts are as they were keeps what it has.
    """

    def __init__(self, embedder: Embedder | None, kept: Mapping[str, tuple[Texts, bytes]] | None = None) -> None:
        self._embedder = embedder
        self._kept = kept or {}

    def __call__(self, key: str, source: Source) -> bytes | None:
        if self._embedder is None:
            return None
        texts, vectors = self._kept.get(key, ((), b""))
        if vectors and texts == _texts(source):
            return vectors
        found = passages(source)
        return pack(self._embedder(found, asked=False)) if found else None


def stored(collection: str, keys: Iterable[str], embedder: Embedder | None) -> dict[str, tuple[Texts, bytes]]:
    """What these documents have from the same embedder, with the texts it was made of."""
    if embedder is None or not Collection.objects.filter(name=collection, embedder=embedder.name).exists():
        return {}
    rows = SearchDocument.objects.of(collection).filter(key__in=list(keys), vectors__isnull=False)
    return {
        key: (tuple(texts), bytes(vectors)) for key, vectors, *texts in rows.values_list("key", "vectors", *_COLUMNS)
    }


def _texts(source: Source) -> Texts:
    return (
        source.language, source.title, source.summary, source.text, source.titles.get("lv", ""),
        source.titles.get("en", ""), source.summaries.get("lv", ""), source.summaries.get("en", ""),
    )  # fmt: skip
