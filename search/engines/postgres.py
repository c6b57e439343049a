"""The store in PostgreSQL: one statement for all legs, one for the facets."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection

from search.analysis.folding import plain
from search.analysis.texts import BEGIN_LENGTH, EXACT
from search.engines.base import Candidate, Engine, Found, Scope, Suggestion
from search.engines.tsqueries import Asked, any_of
from search.facets import FACETS, Group, Selected, apart, count, halves
from search.languages import CODES, READING
from search.legs import FEW, Leg, Surface
from search.records import prefix
from search.scoring import SEPARATOR

# Of each leg so many texts are picked, and so many of these are ranked by their words.
PICKED = 60
RANKED = 30
SURFACE_CANDIDATES = 30
FORMS_WITH_A_PIECE = 60
LONGEST_TOKENS = 24_000
TIERS = (
    "has_every",
    # One unit that stands out is every unit.
    "CASE WHEN has_enough IS NOT NULL THEN coalesce(has_some && has_whole && !!has_every, has_some && has_whole) END",
    "coalesce(has_whole && !!has_some, has_whole)",
    "has_enough && has_some && !!has_whole",
    "coalesce(has_enough && !!has_some && !!has_whole, has_enough && !!has_whole)",
)
ONE = ("language", "kind")
# A list comes as one text: an array's every value would be escaped on the way.
LIST = f"string_to_array(%s, '{SEPARATOR}', '')"
ASKED = f"asked AS MATERIALIZED (SELECT query::tsquery FROM unnest({LIST}) AS query),"  # noqa: S608
TABLE = "search_searchdocument"
TAKEN = "key, object_key, language, lv_tokens, en_tokens, own_tokens"
READ = "CASE reads WHEN 'lv' THEN lv_tokens WHEN 'en' THEN en_tokens ELSE own_tokens END"
# Of the best picked the words, which lie outside the row and are not read before. Only of long ones letters are
# counted: that takes as long as reading them.
OF_THE_BEST = (
    f"CASE WHEN row_number() OVER leg > {RANKED} THEN NULL "
    f"WHEN octet_length(tokens) > {LONGEST_TOKENS} THEN left(tokens, {LONGEST_TOKENS}) ELSE tokens END"
)
# What matches by a number for its facets, or for each half of them where none is chosen; and one that has them.
NUMBERED = "id, facets_first, facets_last"
WHOLE = "SELECT facets_first # facets_last, count(*), min(id) FROM matching GROUP BY 1"
HALVES = (
    "SELECT coalesce(facets_first, facets_last), count(*), min(id) FROM matching "
    "GROUP BY GROUPING SETS ((facets_first), (facets_last))"
)
MOST_NUMBERS = 200_000
# The facets each number stands for, whichever document has them.
_facets: dict[int, tuple[str, ...]] = {}
_Words = tuple[int, str]


class PostgresEngine(Engine):
    """Looks lemmas up in one `tsvector` with GIN. The best tier comes first, and no tier is read when the better
    ones have enough: what a frequent word costs does not grow with the texts that have it."""

    name = "postgres"

    def find(
        self,
        legs: Sequence[Leg],
        surface: Surface | None,
        scope: Scope,
        *,
        counted: Sequence[Leg] | None = None,
        beside: Sequence[Candidate] = (),
        meanwhile: Callable[[Found], None] = lambda found: None,
    ) -> Found:
        """All legs in one statement, facets in another one: both are sent, and the first is read while the server works
        on the second."""
        found = Found(legs=[[] for _leg in legs], surface=[])
        every = {_words_of(leg): leg for leg in (*legs, *(counted or ()))}
        asked = {words: Asked(leg) for words, leg in every.items()}
        at_once: Any = connection
        with at_once.pipeline() as hand_over:
            texts = self._ask(*_best(legs, asked, scope)) if legs else None
            hand_over()
            # What has a part of a word is counted, too: where that is looked for in any case, facets wait for it.
            facets = None if counted is None or (surface and surface.always) else _groups(counted, asked, beside, scope)
            groups = self._ask(*facets) if facets else None
            for place, key, object_key, language, tokens in _answer(texts):
                found.legs[place].append(Candidate(key, object_key, language, tokens))
            # Parts of words are looked for where they are asked for, or where words found little.
            if surface and (surface.always or sum(map(len, found.legs)) < FEW):
                rows = self._rows(*_surface(surface, scope))
                found.surface.extend(Candidate(key, object_key, language, "") for key, object_key, language in rows)
                facets = None if counted is None else _groups(counted, asked, [*found.surface, *beside], scope)
                groups = self._ask(*facets) if facets else None
            meanwhile(found)
            if counted is None:
                return found
            counts, total = count(self._named(_answer(groups)), scope.selected)
        return Found(found.legs, found.surface, counts, total if _chosen(scope) else total // 2)

    def suggest(self, text: str, scope: Scope, limit: int) -> list[Suggestion]:
        """Titles in the reader's language, else own titles, that contain every word typed at a word's beginning."""
        pieces = plain(text).split()
        if not pieces:
            return []
        where, values = _scope(scope, {})
        column = f"title_{scope.reading}" if scope.reading in READING else "title"
        shown = f"coalesce(nullif({column}, ''), title)" if column != "title" else "title"
        like = " AND ".join("headings LIKE %s" for _piece in pieces)
        sql = (
            f"SELECT {shown}, url, language FROM search_searchdocument "  # noqa: S608
            f"WHERE {where} AND {like} ORDER BY length({shown}), key LIMIT %s"
        )
        rows = self._rows(sql, [*values, *(f"% {_escaped(piece)}%" for piece in pieces), limit * 8])
        titles = [Suggestion(*row) for row in rows]
        starts = [
            suggestion
            for suggestion in titles
            if all(any(word.startswith(piece) for word in plain(suggestion.title).split()) for piece in pieces)
        ]
        return starts[:limit]

    def _named(self, counted: Sequence[tuple[int, int, int]]) -> list[Group]:
        """Facets for their numbers; those that nobody has met yet are read from a document that has them."""
        new = [one for facets, _number, one in counted if facets not in _facets]
        if new:
            if len(_facets) > MOST_NUMBERS:
                _facets.clear()
                new = [one for *_numbers, one in counted]
            sql = f"SELECT facets_first, facets_last, facets FROM {TABLE} WHERE id = ANY(%s)"  # noqa: S608
            for first, last, line in self._rows(sql, [new]):
                _facets[first ^ last] = apart(line)
                _facets[first], _facets[last] = map(apart, halves(line))
        return [(_facets[facets], number) for facets, number, _one in counted if facets in _facets]

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        return _answer(self._ask(sql, values))

    def _ask(self, sql: str, values: Sequence[Any]) -> Any:
        planned: Any = connection
        cursor = planned.planned_cursor()
        cursor.execute(sql, values)
        return cursor


def _answer(asked: Any) -> list[Any]:
    """All rows of what was asked; none where nothing was."""
    if asked is None:
        return []
    with asked:
        return list(asked.fetchall())


def _words_of(leg: Leg) -> _Words:
    """Leg A looks for the same words in the texts of every language."""
    return id(leg.units), leg.words_language


def _chosen(scope: Scope) -> bool:
    """Facets are then counted together; else a document is a line in each half."""
    return any(scope.selected.values())


def among(documents: Sequence[int], scope: Scope) -> dict[int, Candidate]:
    """Those of these rows that the scope and its chosen values let through: the condition every leg has."""
    if not documents:
        return {}
    where, values = _scope(scope, scope.selected)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, key, object_key, language FROM {TABLE} WHERE id = ANY(%s) AND {where}",  # noqa: S608
            [list(documents), *values],
        )
        return {row[0]: Candidate(row[1], row[2], row[3], None) for row in cursor.fetchall()}


def _best(legs: Sequence[Leg], asked: Mapping[_Words, Asked], scope: Scope) -> tuple[str, list[Any]]:
    """The best texts of every leg, tier by tier; a tier that is not needed any more is not read.

    The tiers share out the texts that have enough of the units: every unit stands out, some, none; then those that
    lack a unit, some standing out or none. Row: place of the leg, key, object, language, tokens; best first.
    """
    where, scoped = _scope(scope, scope.selected)
    # OFFSET 0: else a query is read from its text again wherever a tier names it, which costs more than the search.
    sql = (
        f"WITH legs AS MATERIALIZED (SELECT place, reads, ARRAY[{', '.join(TIERS)}] AS queries FROM ("  # noqa: S608
        f"SELECT place, reads, has_every::tsquery, has_some::tsquery, has_whole::tsquery, has_enough::tsquery "
        f"FROM unnest({LIST}::int[], {', '.join([LIST] * 5)}) "
        f"AS given(place, reads, has_every, has_some, has_whole, has_enough) OFFSET 0) AS asked) "
        f"SELECT place, key, object_key, language, {OF_THE_BEST} "
        f"FROM legs CROSS JOIN LATERAL (SELECT tier, found.*, {READ} AS tokens "
        # OFFSET 0 again: each tier is a look-up of its own, and the limit leaves out those that are not needed.
        f"FROM unnest(queries) WITH ORDINALITY AS tiers(query, tier) CROSS JOIN LATERAL "
        f"(SELECT id, {TAKEN} FROM {TABLE} WHERE words @@ query AND {where} OFFSET 0) AS found "
        f"LIMIT {PICKED}) AS picked WINDOW leg AS (PARTITION BY place ORDER BY tier, id) ORDER BY place, tier, id"
    )
    values = zip(*[_leg_as_values(place, leg, asked, scope.collection) for place, leg in enumerate(legs)], strict=True)
    return sql, [*map(SEPARATOR.join, values), *scoped]


def _leg_as_values(place: int, leg: Leg, asked: Mapping[_Words, Asked], collection: str) -> tuple[str, ...]:
    """Place, column to read and four queries, empty for what cannot be: see `_best`."""
    own, begin = asked[_words_of(leg)], prefix(collection, leg.language, leg.words_language)
    reads = leg.words_language if leg.words_language in READING else "own"
    # Where all are ranked by their words, it makes no difference in what order they are picked.
    few = leg.most is not None and leg.most <= RANKED
    return str(place), reads, *(("", "", own.enough(begin), "") if few else own.tiers(begin))


def _groups(
    legs: Sequence[Leg], asked: Mapping[_Words, Asked], others: Sequence[Candidate], scope: Scope
) -> tuple[str, list[Any]] | None:
    """What the facets count: numbers of facets, how many texts have them, one of these. None where nothing is asked."""
    where, scoped = _scope(scope, {})
    matches: list[str] = []
    values: list[Any] = []
    if legs:
        # Out of a list, and with OFFSET 0 for itself: else the planner may read the whole table, words and all.
        values += [SEPARATOR.join(_enough_by_language(legs, asked, scope.collection)), *scoped]
        matches.append(
            f"SELECT found.* FROM asked CROSS JOIN LATERAL "  # noqa: S608
            f"(SELECT {NUMBERED} FROM {TABLE} WHERE words @@ query AND {where} OFFSET 0) AS found"
        )
    if others:
        matches.append(f"SELECT {NUMBERED} FROM {TABLE} WHERE {where} AND key = ANY(%s)")  # noqa: S608
        values += [*scoped, [candidate.key for candidate in others]]
    if not matches:
        return None
    # The parts exclude each other, but for the others.
    sql = f"WITH {ASKED if legs else ''} matching AS ({' UNION '.join(matches)}) "
    return sql + (WHOLE if _chosen(scope) else HALVES), values


def _surface(surface: Surface, scope: Scope) -> tuple[str, list[Any]]:
    """Leg D: texts with the pieces in them, most pieces first. The words the texts are made of are searched for the
    pieces, and the texts for these words."""
    where, scoped = _scope(scope, scope.selected)
    likes = [f"%{_escaped(piece)}%" for piece in surface.pieces]
    any_of = " OR ".join("surface LIKE %s" for _like in likes)
    number = " + ".join("(surface LIKE %s)::int" for _like in likes)
    begins = [(own, words, prefix(scope.collection, own, words)) for own in CODES for words in {own, *READING}]
    query = (
        "SELECT string_agg(DISTINCT quote_literal(begin || CASE length(lemma) "  # noqa: S608
        f"WHEN {BEGIN_LENGTH} THEN '{EXACT}' ELSE '' END || lemma), ' | ')::tsquery "
        "FROM unnest(%s::text[]) AS piece CROSS JOIN LATERAL (SELECT language, lemma FROM search_knownword "
        f"WHERE collection = %s AND plain LIKE piece LIMIT {FORMS_WITH_A_PIECE}) AS known "
        "JOIN unnest(%s::text[], %s::text[]) AS begins(code, begin) ON code = language"
    )
    sql = (
        f"SELECT key, object_key, language FROM {TABLE} "  # noqa: S608
        f"WHERE {where} AND language = ANY(%s) AND words @@ ({query}) AND ({any_of}) "
        f"ORDER BY {number} DESC, key LIMIT {SURFACE_CANDIDATES}"
    )
    asked = [likes, scope.collection, [words for _own, words, _begin in begins], [begin for *_codes, begin in begins]]
    return sql, [*scoped, list(scope.languages), *asked, *likes, *likes]


def _scope(scope: Scope, selected: Selected) -> tuple[str, list[Any]]:
    """The condition every statement has: collection, permission, versions, chosen values."""
    parts = ["collection = %s", "audience && %s::varchar[]"]
    values: list[Any] = [scope.collection, list(scope.audience)]
    if scope.reading:
        parts.append("(language = %s OR NOT versions @> %s::varchar[])")
        values += [scope.reading, [scope.reading]]
    for facet, chosen in selected.items():
        if chosen and facet in FACETS:
            parts.append(f"{facet} = ANY(%s)" if facet in ONE else f"{facet} && %s::varchar[]")
            values.append(sorted(chosen))
    if scope.excluded:
        words = scope.excluded_language
        begins = [prefix(scope.collection, own, words) for own in (CODES if words in READING else (words,))]
        parts.append("(words @@ %s::tsquery) IS NOT TRUE")
        values.append(" | ".join(any_of(scope.excluded, begin) for begin in begins))
    return " AND ".join(parts), values


def _enough_by_language(legs: Sequence[Leg], asked: Mapping[_Words, Asked], collection: str) -> list[str]:
    """Queries that share out the texts any leg finds, by language of the texts: a text is asked only about its own.

    Texts that are found by single words come without a look at where the words stand; others add those that need it.
    """
    queries = []
    for language in dict.fromkeys(leg.language for leg in legs):
        own = [
            (asked[_words_of(leg)], prefix(collection, language, leg.words_language))
            for leg in legs
            if leg.language == language
        ]
        single = " | ".join(found for one, begin in own if (found := one.single(begin)))
        whole = " | ".join(one.enough(begin) for one, begin in own)
        queries += [whole] if single in ("", whole) else [single, f"({whole}) & !({single})"]
    return queries


def _escaped(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
