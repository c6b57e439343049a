"""The scale-out store in Elasticsearch 8 and 9. The only module that imports its client.

Texts come with the same tokens as PostgreSQL's, so that both find the same: fields `title`, `summary` and `text` of the
words' language (`lv`, `en` or the text's own) with lemmas, and `*_extras` with stems and parts. Elasticsearch's own
analyzers stand beside them with little weight. Nothing here needs a licence.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, bulk, scan
from elasticsearch_dsl import Index, analyzer, token_filter, tokenizer
from elasticsearch_dsl.mapping import Mapping as IndexMapping

from search.engines import elasticsearch_queries as queries
from search.engines.base import Candidate, EngineUnavailable, Found, ScaleOutEngine, Scope, Suggestion
from search.engines.circuit import CircuitBreaker
from search.engines.elasticsearch_rows import NATIVE, bulk_action
from search.facets import FACETS
from search.languages import CODES
from search.legs import FEW, Leg, Surface
from search.models import SearchDocument
from search.querysets import PORTAL

logger = logging.getLogger(__name__)
TIMEOUT = 0.5
PATIENT = 20.0
WRITE_TIMEOUT = 30
CHANGE_TIMEOUT = 10
_lemmas = analyzer("stored_tokens", tokenizer="whitespace", filter=["lowercase"])
_grams = analyzer(
    "four_grams",
    tokenizer=tokenizer("four_grams", "ngram", min_gram=3, max_gram=4, token_chars=["letter", "digit"]),
    filter=["lowercase"],
)
_begins = analyzer(
    "begins",
    tokenizer="standard",
    filter=["lowercase", token_filter("begins", "edge_ngram", min_gram=2, max_gram=20)],
)
_typed = analyzer("typed", tokenizer="standard", filter=["lowercase"])


class ElasticsearchEngine(ScaleOutEngine):
    """Aliases `<index>-<collection>` point to versions `…-v<time>`; a rebuild fills a new one and switches.

    `reader` is the bare client that finds: whoever measures can time its calls.
    """

    name = "elasticsearch"

    def __init__(self, url: str, index: str, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self.reader = Elasticsearch(url, request_timeout=timeout, max_retries=0, retry_on_timeout=False)
        self._writer = Elasticsearch(url, request_timeout=WRITE_TIMEOUT, max_retries=2, retry_on_timeout=True)
        self._index = index
        self.breaker = CircuitBreaker()

    # --- Finding ---

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
        """Every leg, leg D and the facets in one `_msearch`."""
        found = self._found(legs, surface, scope, counted, beside)
        meanwhile(found)
        return found

    def _found(
        self,
        legs: Sequence[Leg],
        surface: Surface | None,
        scope: Scope,
        counted: Sequence[Leg] | None,
        beside: Sequence[Candidate],
    ) -> Found:
        if not legs and not surface and not counted:
            return Found(legs=[], surface=[])
        searches = queries.legs_of(legs, scope)
        if surface:
            searches.append(queries.surface_of(surface, scope))
        if counted is not None:
            searches.append(queries.facets_of(counted, surface, scope, [candidate.key for candidate in beside]))
        answers = self._ask(searches, scope.collection)
        found = [[_candidate(hit, leg) for hit in _hits(answer)] for leg, answer in zip(legs, answers, strict=False)]
        by_surface = [_candidate(hit, None) for hit in _hits(answers[len(legs)])] if surface else []
        few = surface is not None and (surface.always or sum(len(part) for part in found) < FEW)
        counts, total = _counts(answers[-1]) if counted is not None else ({}, 0)
        return Found(legs=found, surface=by_surface if few else [], counts=counts, total=total)

    def suggest(self, text: str, scope: Scope, limit: int) -> list[Suggestion]:
        """Titles with words that begin like every word typed."""
        field, search = queries.titles_of(text, scope, limit)
        answer = self._ask([search], scope.collection)[0]
        return [Suggestion(hit[field], hit["url"], hit["language"]) for hit in _hits(answer)]

    def _ask(self, searches: Sequence[queries.Query], collection: str) -> list[Any]:
        if not self.breaker.allows():
            raise EngineUnavailable("Elasticsearch has not answered lately.")
        soon = {"timeout": f"{round(self._timeout * 1000)}ms"}
        asked = [part for search in searches for part in ({}, search | soon)]
        try:
            answers = self.reader.msearch(index=self._alias(collection), searches=asked)["responses"]
            refused = next((answer["error"] for answer in answers if "error" in answer), None)
            in_part = any(answer["_shards"]["failed"] or answer["timed_out"] for answer in answers if not refused)
        except (TransportError, ApiError, TypeError, LookupError) as error:  # the last two: it is no answer of a node
            self.breaker.failed()
            logger.warning("Elasticsearch did not answer a search: %s", f"{error}"[:300])
            raise EngineUnavailable(f"Elasticsearch: {type(error).__name__}") from error
        if refused:
            self.breaker.failed()
            logger.warning("Elasticsearch refused a search: %s", f"{refused}"[:300])
            raise EngineUnavailable("Elasticsearch refused a search.")
        if in_part:
            self.breaker.failed()
            raise EngineUnavailable("Elasticsearch answered only in part.")
        self.breaker.succeeded()
        return list(answers)

    # --- Keeping it in step ---

    def begin(self, collection: str) -> str:
        """A new version with its mapping, answering to nobody yet."""
        version = f"{self._alias(collection)}-v{time.strftime('%Y%m%d%H%M%S')}-{uuid4().hex[:6]}"
        index = Index(version, using=self._writer)
        index.settings(
            number_of_shards=1,
            number_of_replicas=0,
            refresh_interval="-1",
            max_ngram_diff=1,
            similarity={"default": {"type": "BM25", "k1": 1.2, "b": 0.5}},
        )
        index.mapping(_mapping())
        self._write(index.create)
        return version

    def add(self, index: str, rows: Sequence[SearchDocument]) -> None:
        """Add rows; one refused row is a failure of all."""
        self._write(lambda: bulk(self._writer, (bulk_action(index, row) for row in rows), chunk_size=200))

    def add_live(self, collection: str, rows: Sequence[SearchDocument]) -> None:
        """Add rows to the version that answers now."""
        self._must_exist(self._alias(collection))
        self.add(self._alias(collection), rows)

    def switch(self, collection: str, index: str) -> None:
        """Point the alias to the version, in one step, and remove the others."""
        alias = self._alias(collection)

        def carry_out() -> None:
            self._writer.indices.put_settings(index=index, settings={"index": {"refresh_interval": "1s"}})
            self._writer.indices.refresh(index=index)
            old = [name for name in self._versions(alias) if name != index]
            self._writer.indices.update_aliases(
                actions=[
                    {"add": {"index": index, "alias": alias}},
                    *({"remove_index": {"index": name}} for name in old),
                ]
            )

        self._write(carry_out)
        self.breaker.succeeded()

    def replace(self, object_key: str, rows: Sequence[SearchDocument], collection: str = PORTAL) -> None:
        """Remove what is there of one thing and add its rows; visible when this returns."""
        alias = self._alias(collection)
        # A single change has the outbox to come back from; nobody waits three times for it.
        client = self._writer.options(request_timeout=CHANGE_TIMEOUT, max_retries=0)
        if not self.breaker.allows():
            raise EngineUnavailable("Elasticsearch has not answered lately.")

        def carry_out() -> None:
            self._must_exist(alias)
            client.delete_by_query(
                index=alias, query={"term": {"object_key": object_key}}, refresh=True, conflicts="proceed"
            )
            bulk(client, (bulk_action(alias, row) for row in rows), refresh="wait_for" if rows else False)

        self._write(carry_out)
        self.breaker.succeeded()

    def stamp(self, row: SearchDocument) -> str:
        """What a row would be kept under: differs when anything that is kept differs."""
        return str(bulk_action("", row)["_source"]["stamp"])

    def stamps(self, collection: str = PORTAL) -> dict[str, tuple[str, str]]:
        """Key → object key and stamp of everything there is."""
        alias, found = self._alias(collection), {}

        def carry_out() -> None:
            self._must_exist(alias)
            # A node that has just come back answers before its shards do.
            self._writer.cluster.health(index=alias, wait_for_status="yellow", timeout="25s")
            for hit in scan(self._writer, index=alias, query={"_source": ["object_key", "stamp"]}, size=2000):
                found[hit["_id"]] = (hit["_source"]["object_key"], hit["_source"].get("stamp", ""))

        self._write(carry_out)
        return found

    def _must_exist(self, alias: str) -> None:
        if not self._writer.indices.exists_alias(name=alias):
            raise EngineUnavailable("The index has not been made yet: manage.py rebuild_index.")

    def drop(self, collection: str) -> None:
        """Remove every version of a collection."""
        for name in self._versions(self._alias(collection)):
            self._write(lambda name=name: self._writer.indices.delete(index=name))  # type: ignore[misc]

    def _versions(self, alias: str) -> list[str]:
        return list(self._writer.indices.get(index=f"{alias}-v*", expand_wildcards="open,hidden", features="aliases"))

    def _alias(self, collection: str) -> str:
        return f"{self._index}-{collection}"

    def _write(self, carry_out: Callable[[], Any]) -> None:
        try:
            carry_out()
        except BulkIndexError as error:
            raise EngineUnavailable(f"{len(error.errors)} documents were refused.") from error
        except NotFoundError as error:
            raise EngineUnavailable("The index is not there.") from error
        except (TransportError, ApiError) as error:
            raise EngineUnavailable(f"{type(error).__name__}: {error}"[:180]) from error


def _mapping() -> IndexMapping:
    mapping = IndexMapping()
    mapping.meta("dynamic", "strict")
    for name in ("key", "object_key", "kind", "language", "versions", "audience", *FACETS):
        mapping.field(name, "keyword")
    for name in ("url", "stamp"):
        mapping.field(name, "keyword", index=False, doc_values=False)
    for place in ("lv", "en", "own"):
        mapping.field(f"packed_{place}", "keyword", index=False, doc_values=False)
    mapping.field("surface", "text", analyzer=_grams, norms=False)
    for name in ("shown", "shown_lv", "shown_en"):
        mapping.field(name, "keyword", index=False, doc_values=False)
        mapping.field(f"begins_{name}", "text", analyzer=_begins, search_analyzer=_typed, norms=False)
    for code in CODES:
        words = {"type": "text", "analyzer": _lemmas}
        properties: dict[str, Any] = {"title": words, "lemmas": words, "extras": words | {"index_options": "docs"}}
        if native := NATIVE.get(code):
            properties["native"] = {"type": "text", "analyzer": native}
        mapping.field(code, "object", properties=properties)
    return mapping


def _hits(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (hit["_source"] for hit in answer["hits"]["hits"])


def _candidate(hit: Mapping[str, Any], leg: Leg | None) -> Candidate:
    tokens = hit.get(queries.packed_in(leg), "") if leg else ""
    return Candidate(hit["key"], hit["object_key"], hit["language"], tokens)


def _counts(answer: Mapping[str, Any]) -> tuple[dict[str, Counter[str]], int]:
    counted = answer["aggregations"]
    counts = {
        facet: Counter({bucket["key"]: bucket["doc_count"] for bucket in counted[facet]["values"]["buckets"]})
        for facet in FACETS
    }
    return counts, answer["hits"]["total"]["value"]


def reachable(url: str) -> bool:
    """Does an Elasticsearch answer there?"""
    with Elasticsearch(url, request_timeout=2, max_retries=0) as client:
        return bool(client.ping())
