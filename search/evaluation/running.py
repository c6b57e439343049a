"""Runs a judged collection through the pipeline in a scratch index and sums up how good the answers were."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

from portal.seams.findable import EVERYONE
from search import actions, demo, engines, indexing
from search.engines.base import Engine
from search.evaluation.collections import JudgedCollection, JudgedQuery
from search.evaluation.metrics import DEPTH, Judged, mean, percentile, summary
from search.languages import READING
from search.models import Concept
from search.pipeline import Request, run
from search.semantic.embedding import Embedder
from search.terms import actions as term_actions

WARM_UP = 5


class NoEngine(RuntimeError):
    """The engine asked for has no address."""


@dataclass
class Evaluated:
    """The report (as `evaluate_search` writes it) and each query's first ten ids."""

    report: dict[str, Any]
    top: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class _Result:
    query: JudgedQuery
    ranking: list[str]
    seconds: float


def evaluate(
    collection: JudgedCollection,
    engine_name: str,
    say: Callable[[str], None] = lambda text: None,
    embedder: Embedder | None = None,
) -> Evaluated:
    """Index the collection, ask its queries, drop the index again whatever happens; with leg C given an embedder."""
    scratch = f"scratch-{uuid4().hex[:12]}"
    beside = engines.in_elasticsearch(patient=True) if engine_name == "elasticsearch" else None
    if engine_name == "elasticsearch" and beside is None:
        raise NoEngine("Set ELASTICSEARCH_URL to evaluate Elasticsearch.")
    engine: Engine = beside or engines.in_postgres()
    with _with_terms(say), _dropped_at_the_end(scratch, engine_name):
        started = perf_counter()
        indexing.rebuild_collection(scratch, lambda: iter(collection.documents), beside, embedder=embedder)
        actions.analyse_tables()
        seconds = perf_counter() - started
        say(f"{len(collection.documents)} documents in {seconds:.1f} s")
        return ask(collection, scratch, engine, engine_name, seconds, embedder)


@contextmanager
def _with_terms(say: Callable[[str], None]) -> Iterator[None]:
    """An installation without a term base is evaluated with the shipped one, which goes again afterwards."""
    if Concept.objects.exists():
        yield
        return
    say(f"No term base here: {demo.load_concepts(replace=False)} shipped concepts for the time of the evaluation")
    try:
        yield
    finally:
        Concept.objects.all().delete()
        term_actions.terms_changed()


@contextmanager
def _dropped_at_the_end(scratch: str, engine_name: str) -> Iterator[None]:
    try:
        yield
    finally:
        actions.drop_collection(collection=scratch)
        if engine_name == "elasticsearch" and (engine := engines.in_elasticsearch()):
            engine.drop(scratch)


def ask(
    collection: JudgedCollection,
    name: str,
    engine: Engine,
    engine_name: str,
    seconds_to_index: float = 0.0,
    embedder: Embedder | None = None,
) -> Evaluated:
    """Ask the queries of an indexed collection."""
    for query in collection.queries[:WARM_UP]:
        _ask(query, name, engine, embedder)
    results = [_ask(query, name, engine, embedder) for query in collection.queries]
    languages = dict.fromkeys(query.language for query in collection.queries)
    of_document = collection.languages
    return Evaluated(
        report={
            "collection": collection.name,
            "engine": engine_name,
            "semantic": embedder is not None,
            "documents": len(collection.documents),
            "seconds_to_index": round(seconds_to_index, 3),
            "queries": {
                language: _summed([r for r in results if r.query.language == language], of_document)
                for language in languages
            },
        },
        top={result.query.id: result.ranking[:DEPTH] for result in results},
    )


def _ask(query: JudgedQuery, collection: str, engine: Engine, embedder: Embedder | None) -> _Result:
    request = Request(
        text=query.text,
        reader_language=query.language if query.language in READING else READING[0],
        audience=(EVERYONE,),
        languages=query.target_languages,
        query_language=query.language,
        collection=collection,
        one_version=False,
        facets=False,
        embedder=embedder,
    )
    started = perf_counter()
    answer = run(request, engine)
    seconds = perf_counter() - started
    if answer.degraded:
        raise NoEngine("Elasticsearch did not answer.")
    return _Result(query, answer.keys, seconds)


def _summed(results: list[_Result], of_document: dict[str, str]) -> dict[str, Any]:
    per_target = {}
    for target in dict.fromkeys(code for result in results for code in result.query.target_languages):
        judged = [
            Judged([key for key in result.ranking if of_document.get(key) == target], relevant)
            for result in results
            if target in result.query.target_languages
            and (relevant := {key for key in result.query.relevant if of_document.get(key) == target})
        ]
        if judged:
            per_target[target] = summary(judged)
    times = [result.seconds * 1000 for result in results]
    return {
        "n": len(results),
        "pooled": summary(Judged(r.ranking, r.query.relevant) for r in results if r.query.relevant),
        "mean": mean(list(per_target.values())),
        "per_target": per_target,
        "p50_ms": round(percentile(times, 50), 2),
        "p95_ms": round(percentile(times, 95), 2),
        "zero_results": sum(not result.ranking for result in results),
    }
