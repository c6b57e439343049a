"""Keeps the statistics of a collection in step with its documents, and reads what one query needs of them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import F

from search.analysis.folding import plain_text
from search.analysis.texts import EXACT, Token, lexeme, spelled
from search.languages import LANGUAGES
from search.loading import send
from search.models import Collection, KnownWord, TokenStatistic
from search.records import Words, stored_tokens, unpack
from search.scoring import EXTRA, FIELDS, SEPARATOR, Statistics

LONGEST_TOKEN = 80
ROWS_AT_ONCE = 2000


@dataclass
class Tally:
    """What documents add to the statistics, by language of the words; `remove` takes them out again.

    Tokens are counted in bytes, those other than lemmas as lexemes with their end: as `Words` has them.
    """

    tokens: dict[str, Counter[bytes]] = field(default_factory=dict)
    forms: dict[str, Counter[Token]] = field(default_factory=dict)
    lengths: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, analysed: Mapping[str, Words]) -> None:
        """Count a document that was just analysed."""
        for language, words in analysed.items():
            tokens = self.tokens.setdefault(language, Counter())
            tokens.update(words.places.keys())
            tokens.update(words.marks)
            tokens.update(words.implied)
            # Every way of writing a form counts by itself here; `_forms` brings them together.
            self.forms.setdefault(language, Counter()).update(words.distinct)
            self._add_lengths(language, {name: len(tokens) for name, tokens in words.fields.items()}, 1)

    def remove(self, language: str, packed: str) -> None:
        """Take out a stored document's words in one language; forms it taught stay known."""
        gone = (lexeme(token) if token[0] in EXTRA else spelled(token).encode() for token in stored_tokens(packed))
        self.tokens.setdefault(language, Counter()).subtract(gone)
        self._add_lengths(language, unpack(packed).lengths, -1)

    def _add_lengths(self, language: str, lengths: Mapping[str, int], sign: int) -> None:
        sums = self.lengths.setdefault(language, Counter())
        sums["documents"] += sign
        for name, length in lengths.items():
            if length:
                sums[name] += sign * length
                sums[f"with_{name}"] += sign


def apply(collection: str, tally: Tally) -> None:
    """Add a tally to what is stored and mark the collection as changed. Inside the caller's transaction."""
    row, _created = Collection.objects.select_for_update().get_or_create(name=collection)
    lengths = {language: Counter(sums) for language, sums in row.lengths.items()}
    for language, sums in tally.lengths.items():
        lengths.setdefault(language, Counter()).update(sums)
    row.lengths = {language: dict(sums) for language, sums in lengths.items()}
    row.version += 1
    row.save(update_fields=["lengths", "version"])
    _upsert(
        """
        INSERT INTO search_tokenstatistic AS old (collection, language, token, documents)
        SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::int[])
        ON CONFLICT (collection, language, token)
        DO UPDATE SET documents = greatest(old.documents + excluded.documents, 0)
        """,
        collection,
        _tokens(tally),
    )
    _upsert(
        """
        INSERT INTO search_knownword AS old (collection, language, form, plain, written, lemma, documents)
        SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[])
        ON CONFLICT (collection, language, form)
        DO UPDATE SET documents = old.documents + excluded.documents, lemma = excluded.lemma
        """,
        collection,
        _forms(tally),
    )


def replace(collection: str, tally: Tally) -> None:
    """Let a tally be all that is known of a collection, and mark it as changed. Inside the caller's transaction."""
    forget(collection)
    row = Collection.objects.get(name=collection)
    row.lengths = {language: dict(sums) for language, sums in tally.lengths.items()}
    row.save(update_fields=["lengths"])
    _copy("search_tokenstatistic (collection, language, token, documents)", collection, _tokens(tally))
    _copy("search_knownword (collection, language, form, plain, written, lemma, documents)", collection, _forms(tally))


def _tokens(tally: Tally) -> Iterator[tuple[str, str, int]]:
    """Language, token and in how many documents it is, in the order of the index."""
    for language, counted in sorted(tally.tokens.items()):
        for key in sorted(counted):
            token = key.rstrip(b"\0").decode().removeprefix(EXACT)
            if counted[key] and len(token) <= LONGEST_TOKEN:
                yield language, token, counted[key]


def _forms(tally: Tally) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Language, form, the same without marks, as it is written, lemma and number of documents.

    Of several ways of writing a form the one that most texts have counts.
    """
    for language, counted in sorted(tally.forms.items()):
        known: dict[str, tuple[int, int, str, str]] = {}
        for token, number in counted.items():
            form, before = token.form, known.get(token.form)
            total, way = number, (number, token.written, token.lemma)
            if before:
                total, way = number + before[0], max(way, before[1:])
            known[form] = (total, *way)
        if not LANGUAGES[language].folds_all:
            # Where marks are not folded, a dictionary form typed without them is known by this row alone.
            for lemma in {lemma for _total, _number, _written, lemma in known.values()}:
                known.setdefault(lemma, (0, 0, lemma, lemma))
        for form in sorted(known):
            total, _number, written, lemma = known[form]
            if len(form) <= LONGEST_TOKEN and len(lemma) <= LONGEST_TOKEN:
                yield language, form, plain_text(form), written[:LONGEST_TOKEN], lemma, total


def _upsert(sql: str, collection: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if columns := [list(column) for column in zip(*rows, strict=True)]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [collection, *columns])


def _copy(table: str, collection: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """As text: words have no sign that `COPY` gives a meaning, but for the one that it is taken from."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        send(copy, _lines(collection, rows))


def _lines(collection: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    for some in batched(rows, ROWS_AT_ONCE):
        line = "\t".join([collection.replace("%", "%%"), *["%s"] * len(some[0])])
        lines = "\n".join([line % row for row in some])
        yield lines.replace("\\", "\\\\") + "\n"


def forget(collection: str) -> None:
    """Remove all statistics of a collection."""
    # Nothing refers to these rows and nobody listens: one statement each, however many there are.
    for model in (TokenStatistic, KnownWord):
        rows = model._default_manager.filter(collection=collection)
        rows._raw_delete(rows.db)
    Collection.objects.filter(name=collection).update(lengths={}, version=F("version") + 1)


def lemmas_in_use(collection: str, language: str, least: int = 2) -> set[str]:
    """Lemmas that occur in at least `least` documents: words compounds may be made of."""
    return set(
        TokenStatistic.objects.filter(collection=collection, language=language, documents__gte=least)
        .exclude(token__regex=r"^[~+]")  # noqa: S106
        .values_list("token", flat=True)
    )


@dataclass(frozen=True)
class Known:
    """What the collection knows of one query's words.

    `lemmas`: (language, folded form) → lemmas; `plain`: letters without marks → languages that have such a form;
    `frequency`: (language, token) → documents.
    """

    version: int
    terms_version: int
    lengths: Mapping[str, Mapping[str, int]]
    lemmas: Mapping[tuple[str, str], frozenset[str]]
    plain: Mapping[str, frozenset[str]]
    frequency: Mapping[tuple[str, str], int]

    def statistics(self, language: str, more: Mapping[str, Mapping[str, int]]) -> Statistics:
        """The statistics of one language of words; `more`, by language, adds frequencies of the terms' tokens."""
        sums = self.lengths.get(language, {})
        documents = sums.get("documents", 0)
        frequency = {token: n for (code, token), n in self.frequency.items() if code == language}
        frequency |= more.get(language, {})
        lengths = {name: sums.get(name, 0) / max(sums.get(f"with_{name}", 0), 1) for name in FIELDS}
        return Statistics(documents=documents, lengths=lengths, frequency=frequency)


_KNOWN = """
    SELECT 'state', name, version::text, lengths::text, 0
    FROM search_collection WHERE name IN (%(collection)s, %(terms)s)
    UNION ALL
    (SELECT 'word', w.language, w.form || ' ' || w.lemma, w.plain, coalesce(t.documents, 0)
    FROM search_knownword w
    LEFT JOIN search_tokenstatistic t
        ON t.collection = w.collection AND t.language = w.language AND t.token = w.lemma
    WHERE w.collection = %(collection)s AND w.plain = ANY(%(plain)s) LIMIT 400)
    UNION ALL
    SELECT 'token', t.language, t.token, '', t.documents
    FROM search_tokenstatistic t
    JOIN unnest(string_to_array(%(languages)s, '\x1f'), string_to_array(%(tokens)s, '\x1f')) AS asked(language, token)
        ON t.language = asked.language AND t.token = asked.token
    WHERE t.collection = %(collection)s
"""
TERMS = "terms"


def known(collection: str, plain_forms: Iterable[str], tokens: Iterable[tuple[str, str]]) -> Known:
    """Everything about these words and tokens in one query."""
    asked = sorted(set(tokens))
    planned: Any = connection
    with planned.planned_cursor() as cursor:
        cursor.execute(
            _KNOWN,
            {
                "collection": collection,
                "terms": TERMS,
                "plain": sorted(set(plain_forms)),
                "languages": SEPARATOR.join([language for language, _token in asked]),
                "tokens": SEPARATOR.join([token for _language, token in asked]),
            },
        )
        rows = cursor.fetchall()
    return _read(collection, rows)


def _read(collection: str, rows: Iterable[tuple[Any, ...]]) -> Known:
    versions = {collection: 0, TERMS: 0}
    lengths: dict[str, dict[str, int]] = {}
    lemmas: dict[tuple[str, str], set[str]] = {}
    by_plain: dict[str, set[str]] = {}
    frequency: dict[tuple[str, str], int] = {}
    for what, first, second, third, number in rows:
        if what == "state":
            versions[first] = int(second)
            lengths |= json.loads(third) if first == collection else {}
        elif what == "word":
            form, lemma = second.split(" ", 1)
            lemmas.setdefault((first, form), set()).add(lemma)
            lemmas.setdefault((first, third), set()).add(lemma)
            by_plain.setdefault(third, set()).add(first)
            frequency[first, lemma] = max(number, frequency.get((first, lemma), 0))
        else:
            frequency[first, second] = number
    return Known(
        version=versions[collection],
        terms_version=versions[TERMS],
        lengths=lengths,
        lemmas={key: frozenset(found) for key, found in lemmas.items()},
        plain={key: frozenset(found) for key, found in by_plain.items()},
        frequency=frequency,
    )


def frequencies(collection: str, tokens: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """In how many documents each (language, token) occurs; tokens that occur nowhere are left out."""
    asked = sorted(set(tokens))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.language, t.token, t.documents
            FROM search_tokenstatistic t
            JOIN unnest(%s::text[], %s::text[]) AS asked(language, token)
                ON t.language = asked.language AND t.token = asked.token
            WHERE t.collection = %s AND t.documents > 0
            """,
            [[language for language, _token in asked], [token for _language, token in asked], collection],
        )
        return {(language, token): number for language, token, number in cursor.fetchall()}
