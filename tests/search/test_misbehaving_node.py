"""A node that answers, but not as it should: too busy, in part, with something else. No real one can be made to."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from search import actions, outbox
from search.engines import in_postgres
from search.engines.circuit import OPEN_AFTER
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import OutboxEntry, SearchDocument
from search.pipeline import Request, run
from tests.search.documents import concepts, indexed, practice

pytestmark = pytest.mark.django_db
SHARDS = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}
NOTHING = {"total": {"value": 0, "relation": "eq"}, "hits": []}
EMPTY = {"took": 1, "timed_out": False, "_shards": SHARDS, "hits": NOTHING, "aggregations": {}, "status": 200}
TOO_BUSY = {"error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}, "status": 429}
REFUSED = {"took": 1, "errors": True, "items": [{"index": {"_index": "x", "_id": "x", **TOO_BUSY}}]}


class Node:
    """What it says to a search, to a bulk and to everything else; `asked` counts the searches."""

    def __init__(self) -> None:
        self.search: tuple[int, Any] = (200, {"responses": [EMPTY] * 40})
        self.bulk: tuple[int, Any] = (200, REFUSED)
        self.other: tuple[int, Any] = (200, {"deleted": 0, "failures": []})
        self.product = "Elasticsearch"
        self.asked = 0
        self.address = ""


@pytest.fixture
def node() -> Iterator[Node]:
    state = Node()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.split("?")[0]
            state.asked += path.endswith("_msearch")
            status, body = (
                state.search if path.endswith("_msearch") else state.bulk if path.endswith("_bulk") else state.other
            )
            text = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            if state.product:
                self.send_header("X-Elastic-Product", state.product)
            kind = "text/html" if isinstance(body, bytes) else "application/vnd.elasticsearch+json;compatible-with=8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(text)

        do_GET = do_HEAD = do_PUT = do_DELETE = do_POST

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()


def answer_of(engine: Any) -> Any:
    return run(Request(text="mājoklis", reader_language="lv", audience=("staff",)), engine)


@pytest.mark.parametrize(
    ("said", "product"),
    [
        ((429, TOO_BUSY), "Elasticsearch"),
        ((503, {"error": {"type": "cluster_block_exception", "reason": "no master"}, "status": 503}), "Elasticsearch"),
        ((200, {"responses": [TOO_BUSY] * 40}), "Elasticsearch"),
        ((200, {"responses": [EMPTY | {"timed_out": True}] * 40}), "Elasticsearch"),
        ((200, {"responses": [EMPTY | {"_shards": SHARDS | {"failed": 1}}] * 40}), "Elasticsearch"),
        ((200, b"<html>Sign in to the hotel's network</html>"), ""),
        ((200, b"{cut"), "Elasticsearch"),
        ((302, b""), ""),
    ],
    ids=["busy", "unavailable", "each search busy", "out of time", "in part", "another server", "cut off", "led away"],
)
def test_postgresql_answers_instead_and_a_node_that_goes_on_so_is_left_alone(
    node: Node, said: tuple[int, Any], product: str
) -> None:
    concepts("housing")
    indexed([practice("fi"), practice("sv", audience=("administrator",))])
    node.search, node.product = said, product
    engine = ElasticsearchEngine(node.address, "x")

    answers = [answer_of(engine) for _ in range(OPEN_AFTER)]
    before = node.asked
    answers.append(answer_of(engine))

    assert all(answer.degraded for answer in answers)
    assert [answer.keys for answer in answers] == [answer_of(in_postgres()).keys] * len(answers)
    assert answers[0].keys == ["practice:FI-01:fi"]
    assert node.asked == before


@pytest.mark.parametrize("said", [(200, REFUSED), (429, TOO_BUSY), (413, {"error": "too large", "status": 413})])
def test_what_a_bulk_refuses_in_part_or_whole_waits_in_the_outbox_until_it_is_taken(
    node: Node, said: tuple[int, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ElasticsearchEngine(node.address, "x")
    monkeypatch.setattr(outbox, "scale_out", lambda: engine)
    monkeypatch.setattr(outbox, "documents_of", lambda entry: [practice("fi")])
    entry = OutboxEntry.objects.create(kind="practice", object_key="practice:FI-01", object_id="1")

    node.bulk = said
    assert outbox.carry_out.call() == 0
    entry.refresh_from_db()
    assert (entry.attempts, entry.stored) == (1, True)
    assert SearchDocument.objects.filter(object_key="practice:FI-01").exists()  # readers find it all the same

    node.bulk = (200, {"took": 1, "errors": False, "items": [{"index": {"_index": "x", "_id": "x", "status": 201}}]})
    OutboxEntry.objects.update(not_before=entry.created)
    assert outbox.carry_out.call() == 1
    assert not OutboxEntry.objects.exists()


def test_a_refused_document_leaves_the_version_that_answers_in_place(node: Node) -> None:
    from search.engines.base import EngineUnavailable

    engine = ElasticsearchEngine(node.address, "x")

    with pytest.raises(EngineUnavailable, match="1 documents were refused"):
        actions.rebuild(documents=lambda: iter([practice("fi")]), on_batch=lambda rows: engine.add("x-v1", rows))


def test_the_page_of_a_busy_node_says_so(node: Node, settings: Any, signed_in: Callable[..., Client]) -> None:
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "elasticsearch", node.address
    node.search = (429, TOO_BUSY)
    indexed([practice("fi")])

    page = signed_in("official").get("/lv/search/", {"q": "mājoklis"})

    assert page.status_code == 200
    assert "Lielais meklētājs neatbild" in page.content.decode()
