"""What PostgreSQL makes of the statements of a search."""

from typing import Any

import pytest
from django.db import connection

from search.engines import in_postgres
from search.pipeline import Request, run
from tests.search.documents import concepts, indexed, practices

pytestmark = pytest.mark.django_db


def plan(start: str) -> str:
    """How the first statement that begins so is carried out, with every expression written out."""
    caught: list[tuple[str, Any]] = []

    def catch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        caught.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(catch):
        run(Request(text="mājokļi bēgļiem", reader_language="lv", audience=("everyone", "staff")), in_postgres())
    sql, params = next(one for one in caught if one[0].startswith(start))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (VERBOSE) {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_queries_of_the_legs_are_read_from_their_text_once() -> None:
    concepts("housing", "refugee")
    indexed(practices())

    seen = plan("WITH legs")

    for query in ("has_every", "has_some", "has_whole", "has_enough"):
        assert seen.count(f"{query})::tsquery") == 1, seen
