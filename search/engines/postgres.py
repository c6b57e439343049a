"""The store in PostgreSQL: one statement for all legs, one for the facets."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from search.analysis.folding import plain
from search.engines.base import Candidate, Engine, Found, Scope, Suggestion
from search.facets import FACETS, Group, Selected, count, total
from search.languages import READING
from search.legs import FEW, Leg, Surface
from search.records import quoted
from search.scoring import Alternative, Unit

CANDIDATES = 40
SURFACE_CANDIDATES = 30
LONGEST_TOKENS = 24_000
PICKED = 150
ONE = ("language", "kind")


class PostgresEngine(Engine):
    """Looks lemmas up in `tsvector`s with GIN and ranks by the information found, then by `ts_rank`."""

    name = "postgres"

    def find(self, legs: Sequence[Leg], surface: Surface | None, scope: Scope, *, facets: bool) -> Found:
        """All legs in one statement; facets in a second one."""
        found = Found(legs=[[] for _leg in legs], surface=[])
        if legs or surface:
            for place, key, object_key, language, tokens in self._rows(*_statement(legs, surface, scope)):
                target = found.surface if place < 0 else found.legs[place]
                target.append(Candidate(key, object_key, language, tokens))
        if not facets:
            return found
        groups = list(self._groups(legs, found.surface, scope))
        return Found(found.legs, found.surface, count(groups, scope.selected), total(groups, scope.selected))

    def suggest(self, text: str, scope: Scope, limit: int) -> list[Suggestion]:
        """Titles in the reader's language, else own titles, that contain every word typed at a word's beginning."""
        pieces = plain(text).split()
        if not pieces:
            return []
        where, values = _scope(scope, {})
        column = f"title_{scope.reading}" if scope.reading in READING else "title"
        shown = f"coalesce(nullif({column}, ''), title)" if column != "title" else "title"
        like = " AND ".join("surface LIKE %s" for _piece in pieces)
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

    def _groups(self, legs: Sequence[Leg], surface: Sequence[Candidate], scope: Scope) -> Iterable[Group]:
        matches: list[str] = []
        values: list[Any] = []
        for leg in legs:
            matches.append(f"(language = %s AND {_vector(leg)} @@ %s::tsquery)")
            values += [leg.language, _match(leg)]
        if surface:
            matches.append("key = ANY(%s)")
            values.append([candidate.key for candidate in surface])
        if not matches:
            return
        where, scoped = _scope(scope, {})
        columns = ", ".join(FACETS)
        sql = (
            f"SELECT {columns}, count(*) FROM search_searchdocument "  # noqa: S608
            f"WHERE {where} AND ({' OR '.join(matches)}) GROUP BY {columns}"
        )
        for *facets, number in self._rows(sql, [*scoped, *values]):
            yield Group(
                {
                    facet: (value,) if facet in ONE else tuple(value)
                    for facet, value in zip(FACETS, facets, strict=True)
                },
                number,
            )

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows


def _statement(legs: Sequence[Leg], surface: Surface | None, scope: Scope) -> tuple[str, list[Any]]:
    """One statement for all legs. Row: place of the leg (−1: leg D), key, object, language, tokens."""
    parts, values = [], []
    for place, leg in enumerate(legs):
        sql, given = _leg(place, leg, scope)
        parts.append(f"({sql})")
        values += given
    if not surface:
        return " UNION ALL ".join(parts), values
    sql, given = _surface(surface, scope)
    if not parts:
        return sql.format(condition="true"), given
    condition = "true" if surface.always else f"(SELECT count(*) FROM words) < {FEW}"  # noqa: S608
    statement = (
        f"WITH words AS MATERIALIZED ({' UNION ALL '.join(parts)}) "  # noqa: S608
        f"SELECT * FROM words UNION ALL ({sql.format(condition=condition)})"
    )
    return statement, [*values, *given]


def _leg(place: int, leg: Leg, scope: Scope) -> tuple[str, list[Any]]:
    """Texts with every unit first, then those with enough; of each at most `PICKED` are ranked.

    Ranking unpacks a text's whole vector, so a frequent word must not make it unpack thousands.
    """
    vector = _vector(leg)
    tokens = vector.replace("_vector", "_tokens")
    where, scoped = _scope(scope, scope.selected)
    found = [unit for unit in leg.units if unit.idf > 0]
    whole = " & ".join(f"({_any(unit.alternatives)})" for unit in found)
    pick = f"SELECT id FROM search_searchdocument WHERE {where} AND language = %s AND {vector} @@ %s::tsquery"  # noqa: S608
    picks = [f"(SELECT id, 1 AS whole FROM ({pick} LIMIT {PICKED}) AS all_units)"]  # noqa: S608
    values: list[Any] = [place, *scoped, leg.language, whole]
    if len(found) > 1:
        picks.append(f"(SELECT id, 0 FROM ({pick} LIMIT {PICKED}) AS enough)")  # noqa: S608
        values += [*scoped, leg.language, _match(leg)]
    values.append(_any(alternative for unit in found for alternative in unit.alternatives))
    sql = (
        f"SELECT %s AS place, key, object_key, language, left({tokens}, {LONGEST_TOKENS}) "  # noqa: S608
        f"FROM (SELECT id, max(whole) AS whole FROM ({' UNION ALL '.join(picks)}) AS picks GROUP BY id) AS picked "
        f"JOIN search_searchdocument USING (id) "
        f"ORDER BY whole DESC, ts_rank('{{0.3, 0.3, 0.5, 1}}', {vector}, %s::tsquery, 1) DESC, key LIMIT {CANDIDATES}"
    )
    return sql, values


def _surface(surface: Surface, scope: Scope) -> tuple[str, list[Any]]:
    """Leg D: texts with the pieces in them, most pieces first, then those with a piece in the title."""
    where, scoped = _scope(scope, scope.selected)
    likes = [f"%{_escaped(piece)}%" for piece in surface.pieces]
    any_of = " OR ".join("surface LIKE %s" for _like in likes)
    number = " + ".join("(surface LIKE %s)::int" for _like in likes)
    sql = (
        f"SELECT -1, key, object_key, language, '' FROM search_searchdocument "  # noqa: S608
        f"WHERE {where} AND {{condition}} AND language = ANY(%s) AND ({any_of}) "
        f"ORDER BY {number} DESC, key LIMIT {SURFACE_CANDIDATES}"
    )
    return sql, [*scoped, list(scope.languages), *likes, *likes]


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
        column = _column(scope.excluded_language)
        parts.append(
            f"(language = %s AND {column} @@ %s::tsquery) IS NOT TRUE"
            if column == "own_vector"
            else f"({column} @@ %s::tsquery) IS NOT TRUE"
        )
        values += [*([scope.excluded_language] if column == "own_vector" else []), _any(scope.excluded)]
    return " AND ".join(parts), values


def _vector(leg: Leg) -> str:
    return _column(leg.words_language)


def _column(language: str) -> str:
    return f"{language}_vector" if language in READING else "own_vector"


def _match(leg: Leg) -> str:
    """A document has one of the sufficient sets of units."""
    sets = (" & ".join(f"({_unit(leg.units[n])})" for n in chosen) for chosen in leg.sets)
    return " | ".join(f"({wanted})" for wanted in sets)


def _unit(unit: Unit) -> str:
    return _any(unit.alternatives)


def _any(alternatives: Iterable[Alternative]) -> str:
    return " | ".join(
        dict.fromkeys(" <-> ".join(quoted(token) for token in alternative.tokens) for alternative in alternatives)
    )


def _escaped(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
