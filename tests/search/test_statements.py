"""What PostgreSQL makes of the statements of a search."""

from typing import Any

import pytest
from django.db import connection

from search.engines import in_postgres
from search.facets import apart, count
from search.models import SearchDocument, TokenStatistic
from search.pipeline import Answer, Request, rank, run
from tests.search.documents import concepts, indexed, practices

pytestmark = pytest.mark.django_db


def answered(text: str) -> Answer:
    """What somebody of the staff who reads Latvian gets."""
    return run(Request(text=text, reader_language="lv", audience=("everyone", "staff")), in_postgres())


def plan(start: str) -> str:
    """How the first statement that begins so is carried out, with every expression written out."""
    caught: list[tuple[str, Any]] = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        caught.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(catch):
        answered("mājokļi bēgļiem")
    sql, params = next(one for one in caught if one[0].startswith(start))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (VERBOSE) {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_what_was_found_is_ranked_while_the_facets_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    concepts("housing", "refugee")
    indexed(practices())
    order: list[str] = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        order.extend(name for name in ("legs", "matching") if f"{name} AS" in sql)
        return execute(sql, params, many, context)

    def ranked(*args: Any) -> Any:
        order.append("ranked")
        return rank(*args)

    monkeypatch.setattr("search.pipeline.rank", ranked)
    with connection.execute_wrapper(catch):
        answer = answered("mājokļi bēgļiem")

    assert order == ["legs", "matching", "ranked"]
    assert answer.keys
    assert answer.counts["language"].total() == answer.total


def test_the_queries_of_the_legs_are_read_from_their_text_once() -> None:
    concepts("housing", "refugee")
    indexed(practices())

    seen = plan("WITH legs")

    for query in ("has_every", "has_some", "has_whole", "has_enough"):
        assert seen.count(f"{query})::tsquery") == 1, seen


def test_terms_that_no_text_has_are_not_looked_for() -> None:
    concepts("housing", "refugee")
    indexed(practices())

    answer = answered("mājokļi bēgļiem")
    there = set(TokenStatistic.objects.filter(documents__gt=0).values_list("language", "token"))

    asked = {
        (leg.words_language, token)
        for leg in answer.legs
        if leg.name == "B" and leg.language != "lv"
        for unit in leg.units
        for alternative in unit.alternatives
        for token in alternative.tokens
    }
    assert asked
    assert asked <= there


def test_facets_counted_in_halves_are_those_of_whole_lines() -> None:
    concepts("housing", "refugee")
    indexed(practices(3))

    answer = answered("mājokļi bēgļiem")
    rows = SearchDocument.objects.filter(key__in=answer.keys)

    assert answer.total == len(answer.keys) == rows.count() > 3
    assert answer.counts == count([(apart(facets), 1) for facets in rows.values_list("facets", flat=True)], {})[0]
