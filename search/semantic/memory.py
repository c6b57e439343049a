"""The vectors of a collection as queries use them: read once, kept in the process, followed by row.

A row's vectors never change: a changed document is a new row. So only rows that are new are read again.
"""

import threading
from dataclasses import dataclass, field

from search.models import Collection, SearchDocument
from search.semantic.vectors import Matrix

READ_AT_ONCE = 500


@dataclass
class _Kept:
    embedder: str
    version: int
    matrix: Matrix
    languages: dict[int, str] = field(default_factory=dict)


_lock = threading.Lock()
_collections: dict[str, _Kept] = {}


@dataclass(frozen=True)
class Vectors:
    """What can be compared: the matrix and the language of each document in it."""

    matrix: Matrix
    languages: dict[int, str]


def vectors_of(collection: str, version: int, embedder: str, dimensions: int) -> Vectors | None:
    """The vectors of a collection in this version; None where they are another embedder's or there are none."""
    with _lock:
        kept = _collections.get(collection)
        if kept is None or kept.version != version or kept.embedder != embedder:
            stored_by = Collection.objects.filter(name=collection).values_list("embedder", flat=True).first()
            if stored_by != embedder:
                _collections.pop(collection, None)
                return None
            if kept is None or kept.embedder != embedder:
                kept = _Kept(embedder, version, Matrix(dimensions))
            _collections[collection] = kept = _followed(collection, kept, version)
        return Vectors(kept.matrix, kept.languages) if len(kept.matrix) else None


def _followed(collection: str, kept: _Kept, version: int) -> _Kept:
    """A copy that has the rows of now: a question that is being answered goes on with the old one."""
    rows = SearchDocument.objects.of(collection).filter(vectors__isnull=False)
    languages = dict(rows.values_list("pk", "language"))
    matrix = kept.matrix.of(languages)
    new = [pk for pk in languages if pk not in matrix]
    for start in range(0, len(new), READ_AT_ONCE):
        some = rows.filter(pk__in=new[start : start + READ_AT_ONCE])
        for pk, stored in some.values_list("pk", "vectors"):
            matrix.add(pk, bytes(stored))
    return _Kept(kept.embedder, version, matrix, languages)


def forget(collection: str | None = None) -> None:
    """Drop what is kept: of one collection, or all (tests roll versions back)."""
    if collection is None:
        _collections.clear()
    else:
        _collections.pop(collection, None)
