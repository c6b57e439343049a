"""What changes the index and the term base."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import batched, repeat
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from portal.seams.findable import Document
from search import statistics
from search.analysis.compounds import Vocabulary
from search.analysis.lemmas import MANY_DOCUMENTS, lemma, prepare_for_many
from search.analysis.words import WORD
from search.expansion import TermBase
from search.languages import LANGUAGES, READING
from search.loading import Row, write
from search.models import Collection, KnownWord, QueryLog, SearchDocument, TokenStatistic
from search.querysets import PORTAL
from search.records import Analysers
from search.rows import UnknownLanguage as UnknownLanguage
from search.rows import as_document, object_key_of, to_row
from search.semantic import memory as vectors
from search.semantic.embedding import Embedder
from search.semantic.storing import Embedding, stored
from search.statistics import TERMS, Tally
from search.terms import memory

_LOG = QueryLog._meta.db_table
BATCH = 1000
# A passage takes a tenth of a second: progress is shown, and a transaction ends, before a minute is over.
BATCH_WITH_VECTORS = 10


def vocabularies(
    *, collection: str, base: TermBase, more: Mapping[str, Iterable[str]] | None = None
) -> dict[str, Vocabulary]:
    """For every language with compounds the words they may be made of: the term base's and those in use."""
    found = {}
    for code, language in LANGUAGES.items():
        if language.compounds:
            # Sorted, because of two words with one stem the first is the part.
            found[code] = Vocabulary(code, sorted(base.words(code)))
            found[code].add(sorted(statistics.lemmas_in_use(collection, code)))
            found[code].add(sorted((more or {}).get(code, ())))
    return found


@transaction.atomic
def index_documents(
    *, documents: Sequence[Document], words: Mapping[str, Vocabulary], collection: str = PORTAL
) -> list[SearchDocument]:
    """Put documents in, replacing those of the same key; returns the stored rows."""
    tally = Tally()
    _take_out(collection, SearchDocument.objects.of(collection).filter(key__in=[d.key for d in documents]), tally)
    analysers = Analysers(words)
    rows = _write(to_row(collection=collection, document=d, analysers=analysers, tally=tally) for d in documents)
    statistics.apply(collection, tally)
    settle()
    return rows


@transaction.atomic
def index_object(
    *, object_key: str, documents: Sequence[Document], collection: str = PORTAL, embedder: Embedder | None = None
) -> dict[str, list[SearchDocument]]:
    """Replace all documents whose key is `object_key` or begins with it; none takes them out.

    With an embedder they get vectors, if the others have its vectors too.

    Returns every thing this touched with all its rows: a new language changes what the others say of their versions.
    """
    state, _created = Collection.objects.get_or_create(name=collection)
    terms, _created = Collection.objects.get_or_create(name=TERMS)
    base = memory.terms_of(collection, state.version, terms.version).base
    words = vocabularies(collection=collection, base=base) if documents else {}
    old = list(
        SearchDocument.objects.of(collection).filter(
            Q(key=object_key) | Q(key__startswith=f"{object_key}:") | Q(key__in=[d.key for d in documents])
        )
    )
    alike = embedder if embedder and state.embedder == embedder.name else None
    embedding = Embedding(alike, stored(collection, (document.key for document in documents), alike))
    tally = Tally()
    _take_out(collection, old, tally)
    analysers = Analysers(words)
    rows = _write(
        to_row(collection=collection, document=d, analysers=analysers, tally=tally, embedding=embedding)
        for d in documents
    )
    statistics.apply(collection, tally)
    touched = {
        key: _with_versions(collection, key)
        for key in dict.fromkeys(row.object_key for row in (*old, *rows)) or [object_key]
    }
    settle()
    return touched


def _with_versions(collection: str, object_key: str) -> list[SearchDocument]:
    """All rows of one thing, each knowing the languages of all."""
    rows = list(SearchDocument.objects.of(collection).filter(object_key=object_key).order_by("key"))
    languages = sorted({row.language for row in rows})
    SearchDocument.objects.filter(pk__in=[row.pk for row in rows]).update(versions=languages)
    for row in rows:
        row.versions = languages
    return rows


def _take_out(collection: str, rows: Iterable[SearchDocument], tally: Tally) -> None:
    gone = []
    for row in rows:
        gone.append(row.pk)
        for column in (*READING, "own"):
            if packed := getattr(row, f"{column}_tokens"):
                tally.remove(row.language if column == "own" else column, packed)
    _delete(SearchDocument.objects.filter(pk__in=gone))


def _write(rows: Iterable[Row]) -> list[SearchDocument]:
    """Store rows; what is stored comes back without a number."""
    kept: list[Row] = []
    write(_passing(rows, kept))
    return [as_document(row) for row in kept]


def _passing(rows: Iterable[Row], kept: list[Row]) -> Iterator[Row]:
    for row in rows:
        kept.append(row)
        yield row


def _delete(documents: Any) -> None:
    """Nothing refers to these rows and nobody listens: one statement."""
    documents._raw_delete(documents.db)


def remove_object(*, object_key: str, collection: str = PORTAL) -> None:
    """Take every language of one thing out of the index."""
    index_object(object_key=object_key, documents=(), collection=collection)


def rebuild(
    *,
    documents: Callable[[], Iterator[Document]],
    collection: str = PORTAL,
    embedder: Embedder | None = None,
    say: Callable[[int], None] = lambda number: None,
    on_batch: Callable[[Sequence[SearchDocument]], None] | None = None,
) -> int:
    """Index everything anew, batch by batch, while the old index goes on answering; returns the number.

    `documents` is called twice: words that compounds are made of are gathered first. Rows that are no longer there
    are removed at the end, not those which came meanwhile, and statistics are replaced as a whole. With an embedder
    every document gets vectors.
    """
    before = SearchDocument.objects.of(collection).aggregate(last=Max("pk"))["last"] or 0
    terms, _created = Collection.objects.get_or_create(name=TERMS)
    state, _created = Collection.objects.get_or_create(name=collection)
    base = memory.terms_of(collection, state.version, terms.version).base
    more, versions = _survey(documents())
    words = vocabularies(collection=collection, base=base, more=more)
    analysers, tally, number = Analysers(words), Tally(), 0
    seen: set[str] = set()
    for batch in batched(documents(), BATCH_WITH_VECTORS if embedder else BATCH):
        keys = [document.key for document in batch]
        embedding = Embedding(embedder, stored(collection, keys, embedder))
        rows = (
            to_row(
                collection=collection,
                document=document,
                analysers=analysers,
                tally=tally,
                versions=versions,
                embedding=embedding,
            )
            for document in batch
        )
        with transaction.atomic(), _no_cleaning_up():
            _without_waiting_for_the_disk()
            _delete(SearchDocument.objects.of(collection).filter(key__in=keys))
            if on_batch is None:
                write(rows)
            else:
                written = _write(rows)
        if on_batch is not None:
            on_batch(written)
        seen.update(keys)
        number += len(keys)
        say(number)
    with transaction.atomic(), _no_cleaning_up():
        # A row that was written or replaced since has a higher key.
        old = SearchDocument.objects.of(collection).filter(pk__lte=before)
        gone = [pk for pk, key in old.values_list("pk", "key").iterator(5000) if key not in seen]
        _delete(SearchDocument.objects.filter(pk__in=gone))
        statistics.replace(collection, tally)
        Collection.objects.filter(name=collection).update(
            rebuilt=timezone.now(), embedder=embedder.name if embedder else ""
        )
        settle()
    return number


def _without_waiting_for_the_disk() -> None:
    """For this transaction; the next one that waits brings it to the disk with its own."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


@contextmanager
def _no_cleaning_up() -> Iterator[None]:
    """Python looks through all objects for cycles again and again while words are kept; here are none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def add(
    *,
    documents: Iterable[Document],
    collection: str = PORTAL,
    say: Callable[[int], None] = lambda number: None,
    on_batch: Callable[[Sequence[SearchDocument]], None] | None = None,
) -> int:
    """Index documents whose keys are new, in large numbers: compounds are taken apart by the words known so far."""
    terms, _created = Collection.objects.get_or_create(name=TERMS)
    state, _created = Collection.objects.get_or_create(name=collection)
    base = memory.terms_of(collection, state.version, terms.version).base
    analysers, tally, number = Analysers(vocabularies(collection=collection, base=base)), Tally(), 0
    for batch in batched(documents, BATCH):
        if len(batch) >= MANY_DOCUMENTS:
            prepare_for_many()
        with transaction.atomic():
            rows = _write(
                to_row(collection=collection, document=document, analysers=analysers, tally=tally) for document in batch
            )
        if on_batch is not None:
            on_batch(rows)
        number += len(rows)
        say(number)
    with transaction.atomic():
        statistics.apply(collection, tally)
        settle()
    return number


def _survey(documents: Iterable[Document]) -> tuple[dict[str, set[str]], dict[str, list[str]]]:
    """Words that stand alone in at least two texts, by language; languages by object."""
    once: dict[str, set[str]] = {code: set() for code in LANGUAGES}
    twice: dict[str, set[str]] = {code: set() for code in LANGUAGES}
    versions: dict[str, list[str]] = {}
    for number, document in enumerate(documents):
        if number == MANY_DOCUMENTS:
            prepare_for_many()
        code = document.language
        versions.setdefault(object_key_of(document), []).append(code)
        if code in LANGUAGES and LANGUAGES[code].compounds:
            words = set(WORD.findall(f"{document.title} {document.summary} {document.text}"))
            found = set(map(lemma, words, repeat(code)))
            twice[code] |= once[code] & found
            once[code] |= found
    return twice, {key: sorted(set(codes)) for key, codes in versions.items()}


def note_question(
    *,
    day: date,
    text: str,
    language: str,
    results: int,
    languages: Mapping[str, int],
    concepts: Sequence[str],
    engine: str,
    milliseconds: int,
) -> None:
    """Write down what was asked, without who asked. Nobody waits for the disk: a server that dies loses the last ones.

    A transaction of its own, in one statement; inside another one that does not wait either.
    """
    planned: Any = connection
    with planned.planned_cursor() as cursor:
        cursor.execute(
            f"WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true)) INSERT INTO {_LOG} "  # noqa: S608
            "(day, text, language, results, languages, concepts, engine, milliseconds) "
            "SELECT %s::date, %s, %s, %s::integer, %s::jsonb, %s::jsonb, %s, %s::integer FROM unhurried",
            [day, text, language, results, json.dumps(languages), json.dumps(concepts), engine, milliseconds],
        )


@transaction.atomic
def drop_collection(*, collection: str) -> None:
    """Remove a collection with its documents and statistics."""
    _delete(SearchDocument.objects.of(collection))
    statistics.forget(collection)
    Collection.objects.filter(name=collection).delete()
    memory.forget(collection)
    vectors.forget(collection)


def settle() -> None:
    """Let the look-ups have what was just written.

    New entries of such an index wait in a list, up to 4 MB of it, that every look-up reads through: at 10,000 documents
    a search took four times as long with a list half full. Only the owner of an index may do this.
    """
    names = [
        index.name
        for model in (SearchDocument, KnownWord)
        for index in model._meta.indexes
        if isinstance(index, GinIndex)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(oid) FROM pg_class "
            "WHERE relname = ANY(%s) AND relkind = 'i' AND pg_has_role(relowner, 'USAGE') AND pg_table_is_visible(oid)",
            [names],
        )


def analyse_tables() -> None:
    """Let the planner know what was just loaded; after a rebuild, not after a single change."""
    with connection.cursor() as cursor:
        for model in (SearchDocument, KnownWord, TokenStatistic):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
