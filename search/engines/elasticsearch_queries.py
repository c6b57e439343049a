"""What is asked of Elasticsearch, as the plain dictionaries it reads: nothing of its client.

A page asks a dozen searches with hundreds of conditions at once; written as dictionaries they cost a tenth of what
they cost as objects.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from search.analysis.folding import plain
from search.engines.base import Scope
from search.engines.elasticsearch_rows import NATIVE
from search.facets import FACETS, Selected
from search.languages import READING
from search.legs import Leg, Surface
from search.scoring import EXTRA, Alternative, Unit

CANDIDATES = 50
SURFACE_CANDIDATES = 30
NATIVE_WEIGHT = 0.05
OFTEN = 0.1
IN_TITLE = 0.3
FACET_SIZE = 200
Query = dict[str, Any]


def legs_of(legs: Sequence[Leg], scope: Scope) -> list[Query]:
    """A search for each leg."""
    base = _for_everyone(scope) + _chosen(scope.selected)
    return [_leg(leg, base) for leg in legs]


def surface_of(surface: Surface, scope: Scope) -> Query:
    """Leg D: texts with the pieces in them, by how many."""
    pieces = [{"constant_score": {"filter": _contains(piece), "boost": 1.0}} for piece in surface.pieces]
    among = {"terms": {"language": list(scope.languages)}}
    return {
        "query": {"bool": {
            "filter": [*_for_everyone(scope), *_chosen(scope.selected), among],
            "must": [_one_of(pieces)],
        }},
        "_source": ["key", "object_key", "language"],
        "sort": ["_score", "key"],
        "size": SURFACE_CANDIDATES,
    }  # fmt: skip


def facets_of(legs: Sequence[Leg], surface: Surface | None, scope: Scope, beside: Sequence[str]) -> Query:
    """Each facet counted under all filters but its own; the whole under all of them."""
    matched = [_all_of([{"term": {"language": leg.language}}, _match(leg)]) for leg in legs]
    if surface and (surface.always or not legs):
        matched += [_contains(piece) for piece in surface.pieces]
    if beside:
        matched.append({"terms": {"key": list(beside)}})
    filters = {facet: condition for facet in scope.selected for condition in _chosen({facet: scope.selected[facet]})}
    return {
        "query": _all_of([*_for_everyone(scope), _one_of(matched)]),
        "post_filter": _all_of(filters.values()),
        "aggs": {
            facet: {
                "filter": _all_of(condition for other, condition in filters.items() if other != facet),
                "aggs": {"values": {"terms": {"field": facet, "size": FACET_SIZE}}},
            }
            for facet in FACETS
        },
        "track_total_hits": True,
        "size": 0,
    }


def titles_of(text: str, scope: Scope, limit: int) -> tuple[str, Query]:
    """The field titles are shown by, and the search for those with words that begin like every word typed."""
    field = f"shown_{scope.reading}" if scope.reading in READING else "shown"
    begins = {"match": {f"begins_{field}": {"query": plain(text), "operator": "and"}}}
    return field, {
        "query": {"bool": {"filter": _for_everyone(scope) + _chosen(scope.selected), "must": [begins]}},
        "_source": [field, "url", "language"],
        "size": limit,
    }


def packed_in(leg: Leg) -> str:
    """The field with the tokens a leg's words are among."""
    return f"packed_{leg.words_language if leg.words_language in READING else 'own'}"


def _leg(leg: Leg, base: list[Query]) -> Query:
    scored = [_scored(unit, leg.words_language) for unit in leg.units]
    if leg.words_language in NATIVE:
        text = " ".join(dict.fromkeys(a.label for unit in leg.units for a in unit.alternatives if a.label))
        scored.append({"match": {f"{leg.words_language}.native": {"query": text[:500], "boost": NATIVE_WEIGHT}}})
    return {
        "query": {"bool": {"filter": [*base, {"term": {"language": leg.language}}, _match(leg)], "should": scored}},
        "_source": ["key", "object_key", "language", packed_in(leg)],
        "sort": ["_score", "key"],
        "size": CANDIDATES,
    }


def _for_everyone(scope: Scope) -> list[Query]:
    """What every search of a page is bound by: permission, versions, words not wanted."""
    bounds: list[Query] = [{"terms": {"audience": list(scope.audience)}}]
    if scope.reading:
        without = {"bool": {"must_not": [{"term": {"versions": scope.reading}}]}}
        bounds.append(_one_of([{"term": {"language": scope.reading}}, without]))
    if scope.excluded:
        bounds.append({"bool": {"must_not": [_any(scope.excluded, scope.excluded_language)]}})
    return bounds


def _chosen(selected: Selected) -> list[Query]:
    return [{"terms": {facet: sorted(chosen)}} for facet, chosen in selected.items() if chosen and facet in FACETS]


def _match(leg: Leg) -> Query:
    """A document has one of the sufficient sets of units."""
    has = [_any(unit.alternatives, leg.words_language) for unit in leg.units]
    return _one_of(_all_of(has[n] for n in chosen) for chosen in leg.sets)


def _scored(unit: Unit, language: str) -> Query:
    """A unit counts by its information, more in a title, and a little by how often it occurs."""
    words = " ".join(alternative.tokens[0] for alternative in unit.alternatives if len(alternative.tokens) == 1)
    return _one_of([
        {"constant_score": {"filter": _any(unit.alternatives, language), "boost": max(unit.idf, 0.001)}},
        {"constant_score": {
            "filter": _any(unit.alternatives, language, "title"), "boost": max(unit.idf * IN_TITLE, 0.001),
        }},
        {"match": {f"{language}.lemmas": {"query": words, "boost": OFTEN}}},
    ])  # fmt: skip


def _any(alternatives: Sequence[Alternative], language: str, lemmas: str = "lemmas") -> Query:
    """One of the alternatives occurs."""
    single = [alternative.tokens[0] for alternative in alternatives if len(alternative.tokens) == 1]
    clauses: list[Query] = [{"terms": {f"{language}.{lemmas}": [token for token in single if token[0] not in EXTRA]}}]
    if lemmas == "lemmas":
        clauses.append({"terms": {f"{language}.extras": [token for token in single if token[0] in EXTRA]}})
    clauses += [
        {"match_phrase": {f"{language}.{lemmas}": " ".join(alternative.tokens)}}
        for alternative in alternatives
        if len(alternative.tokens) > 1
    ]
    return _one_of(clauses)


def _contains(piece: str) -> Query:
    """The piece stands in the surface text: its grams in a row."""
    return {"match_phrase": {"surface": piece}}


def _one_of(queries: Iterable[Query]) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _all_of(queries: Iterable[Query]) -> Query:
    return {"bool": {"filter": list(queries)}}
