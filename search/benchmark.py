"""How quick finding and indexing are, with the raw SQL or the bare engine in the same run.

Client, database and engine share the cores of this machine: ratios tell more than milliseconds.
"""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

from django.db import connection

from portal.seams.benchmark import Benchmark, Say, register
from portal.seams.findable import EVERYONE, STAFF
from search import actions, demo, engines, results, synthetic
from search.analysis.lemmas import MANY_DOCUMENTS, prepare_for_many
from search.analysis.texts import analyse
from search.engines.base import Engine
from search.evaluation.collections import queries
from search.evaluation.metrics import percentile
from search.languages import CODES
from search.models import SearchDocument
from search.pipeline import Request, run
from search.querysets import PORTAL

AUDIENCE = (EVERYONE, STAFF)
ON_A_PAGE = 10


def measure_search(number: int, say: Say) -> list[dict[str, Any]]:
    """Judged questions over the portal's index as it is: all a page needs, and the same statements without us."""
    asked = [query.text for query in queries(demo.JUDGED)]
    say(f"• {SearchDocument.objects.of(PORTAL).count()} documents, {len(asked)} questions, {number} requests")
    rows = [_of_engine(engines.in_postgres(), asked, number)]
    if (beside := engines.in_elasticsearch(patient=True)) is not None:
        rows.append(_of_engine(beside, asked, number))
    return rows


def _of_engine(engine: Engine, asked: list[str], number: int) -> dict[str, Any]:
    for text in asked[:20]:
        _page(text, engine)
    ours: list[float] = []
    raw: list[float] = []
    calls: list[float] = []
    found: list[int] = []
    for place in range(number):
        text = asked[place % len(asked)]
        seconds, statements, call = _timed(text, engine, found)
        ours.append(seconds)
        raw.append(_seconds(partial(_again, statements)))
        calls.append(call)
    peer = raw if engine.name == "postgres" else calls
    return {
        "engine": engine.name,
        "documents": SearchDocument.objects.of(PORTAL).count(),
        "requests": number,
        "found_median": round(median(found)),
        "p50_ms": round(percentile(ours, 50) * 1000, 1),
        "p95_ms": round(percentile(ours, 95) * 1000, 1),
        "raw": "the same SQL" if engine.name == "postgres" else "the bare client's call",
        "raw_p50_ms": round(percentile(peer, 50) * 1000, 1),
        "raw_p95_ms": round(percentile(peer, 95) * 1000, 1),
        "ratio_p50": round(percentile(ours, 50) / (percentile(peer, 50) or 1), 2),
        "ratio_p95": round(percentile(ours, 95) / (percentile(peer, 95) or 1), 2),
    }


def _timed(text: str, engine: Engine, found: list[int]) -> tuple[float, list[tuple[str, Any]], float]:
    """Seconds for a page, the statements it made, seconds of it in the bare client of Elasticsearch."""
    statements: list[tuple[str, Any]] = []
    calls: list[float] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note), _bare_calls(engine, calls):
        started = perf_counter()
        found.append(_page(text, engine))
        seconds = perf_counter() - started
    return seconds, statements, sum(calls)


@contextmanager
def _bare_calls(engine: Engine, calls: list[float]) -> Iterator[None]:
    """Note how long each call of the bare client takes: what it sends, waits for and reads, nothing of ours."""
    client: Any = getattr(engine, "reader", None)
    if client is None:
        yield
        return
    bare = client.msearch

    def timed(*args: Any, **options: Any) -> Any:
        started = perf_counter()
        try:
            return bare(*args, **options)
        finally:
            calls.append(perf_counter() - started)

    client.msearch = timed
    try:
        yield
    finally:
        del client.msearch


def _page(text: str, engine: Engine) -> int:
    answer = run(Request(text=text, reader_language="lv", audience=AUDIENCE), engine)
    results.show(answer, answer.keys[:ON_A_PAGE], "lv", AUDIENCE, PORTAL)
    return answer.total


def _again(statements: list[tuple[str, Any]]) -> None:
    """With their plans kept, as the search has them."""
    planned: Any = connection
    with planned.planned_cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()


def _seconds(work: Callable[[], Any]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def measure_index(number: int, say: Say) -> list[dict[str, Any]]:
    """Synthetic documents into a scratch index, built anew; dictionaries are loaded before and told apart."""
    loading = _seconds(lambda: _load_dictionaries(number))
    documents = list(synthetic.documents(0, number))
    scratch = f"scratch-{uuid4().hex[:12]}"
    before, worked = _megabytes(), process_time()
    try:
        seconds = _seconds(
            lambda: actions.rebuild(documents=lambda: iter(documents), collection=scratch, say=_tell(number, say))
        )
        worked = process_time() - worked
    finally:
        actions.drop_collection(collection=scratch)
    say(f"• {number} documents in {seconds:.1f} s")
    return [
        {
            "engine": "postgres",
            "documents": number,
            "seconds": round(seconds, 2),
            "documents_per_second": round(number / seconds),
            # Of this process alone, however busy the machine is.
            "cpu_ms_per_document": round(worked / number * 1000, 2),
            "dictionaries_seconds": round(loading, 2),
            "megabytes_before": before,
            "megabytes_after": _megabytes(),
        }
    ]


def _load_dictionaries(number: int) -> None:
    """Those that so many documents are indexed with."""
    if number > MANY_DOCUMENTS:
        prepare_for_many()
    for code in CODES:
        analyse("x", code)


def _tell(number: int, say: Say) -> Callable[[int], None]:
    """Progress about ten times."""
    step = max(number // 10, 1)
    return lambda done: say(f"  {done} documents") if done % step < actions.BATCH else None


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def state() -> None:
    """Register once, when the app is ready."""
    register(Benchmark(name="search", usual=200, measure=measure_search))
    register(Benchmark(name="index", usual=5000, measure=measure_index))
