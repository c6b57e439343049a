"""A real node that hangs (SIGSTOP) or dies (SIGKILL) under the page: PostgreSQL answers, and the node catches up."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client

from search import actions, engines, indexing, outbox
from search.engines import circuit, in_postgres
from search.engines import elasticsearch as scale_out
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import OutboxEntry
from search.pipeline import Request, run
from tests.search.conftest import NODE
from tests.search.documents import concepts, practice, practices

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.xdist_group("elasticsearch")]
PORT = 9393
# Longer than the portal waits, so that a node on two busy cores counts as healthy.
TIMEOUT = 2.0
FOLDER = Path("/tmp") / f"search-outage-{os.getuid()}-{PORT}"


class Node:
    """A node of this module's own, so that nobody else's tests lose theirs."""

    address = f"http://127.0.0.1:{PORT}"

    def start(self) -> None:
        subprocess.run(
            [sys.executable, NODE, "start", "--port", str(PORT), "--data", FOLDER], check=True, timeout=240,
            capture_output=True,
        )  # fmt: skip

    def signal(self, number: signal.Signals) -> None:
        """To the whole process group: launcher and server."""
        os.killpg(int((FOLDER / "pid").read_text()), number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        time.sleep(1)

    def remove(self) -> None:
        if (FOLDER / "pid").exists():
            for number in (signal.SIGCONT, signal.SIGKILL):
                try:
                    self.signal(number)
                except ProcessLookupError:
                    break
        subprocess.run(["rm", "-rf", FOLDER], check=False)


@pytest.fixture(scope="module")
def own_node() -> Iterator[Node]:
    if not NODE.exists():
        if os.environ.get("CI") == "true" and not os.environ.get("ELASTICSEARCH_URL"):
            pytest.fail(f"No Elasticsearch node to stop: put one at {NODE}.")
        pytest.skip("no node that may be stopped: there is no ../shared/elasticsearch")
    node = Node()
    node.remove()
    try:
        node.start()
        yield node
    finally:
        node.remove()


@pytest.fixture
def filled(own_node: Node, settings: Any, monkeypatch: pytest.MonkeyPatch) -> ElasticsearchEngine:
    """The portal runs on the node: ten practices, one of them for administrators only."""
    monkeypatch.setattr(circuit, "OPEN_SECONDS", 1.0)
    monkeypatch.setattr(scale_out, "TIMEOUT", TIMEOUT)
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = own_node.address
    settings.ELASTICSEARCH_INDEX = f"outage-{uuid4().hex[:8]}"
    concepts("housing", "refugee", "language-course")
    documents = [*practices(2)[:-1], practice("hu", 2, audience=("administrator",))]
    engine = engines.scale_out()
    assert isinstance(engine, ElasticsearchEngine)
    indexing.rebuild_collection("portal", lambda: iter(documents), engine)
    return engine


def asked(client: Client, query: str = "valodas kursi") -> tuple[Any, float]:
    started = time.perf_counter()
    page = client.get("/lv/search/", {"q": query})
    return page, time.perf_counter() - started


def warm(client: Client) -> Any:
    """A node that was just filled or woken takes longer than the time-out for its first searches."""
    for _attempt in range(40):
        page, _seconds = asked(client)
        if not page.context["answer"].degraded:
            return page
        time.sleep(0.5)
    pytest.fail("The node never answered in time.")


def usual_seconds() -> float:
    """How long PostgreSQL alone takes on this machine now."""
    started = time.perf_counter()
    run(Request(text="valodas kursi", reader_language="lv", audience=("staff",)), in_postgres())
    return time.perf_counter() - started


def assert_stands_in(client: Client, healthy: Any, waited: float) -> None:
    """PostgreSQL answers with the same list, says so, hides the same, and nobody waits longer than the time-out."""
    usual = usual_seconds()
    page, seconds = asked(client)
    assert page.status_code == 200
    assert page.context["answer"].degraded
    assert "Lielais meklētājs neatbild" in page.content.decode()
    assert page.context["answer"].keys == healthy.context["answer"].keys
    assert "practice:HU-02:hu" not in page.context["answer"].keys
    assert seconds < waited + 1 + 5 * usual
    suggested = client.get("/lv/search/suggestions/", {"q": "valod"}).json()["suggestions"]
    assert any("Valodas kursi" in suggestion["text"] for suggestion in suggested)
    for _again in range(circuit.OPEN_AFTER):
        asked(client)
    _page, seconds = asked(client)
    assert seconds < TIMEOUT  # nobody waits any more


def test_a_node_that_hangs_is_replaced_in_time_and_catches_up_from_the_outbox(
    own_node: Node, filled: ElasticsearchEngine, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("official")
    healthy = warm(client)
    own_node.signal(signal.SIGSTOP)
    try:
        assert_stands_in(client, healthy, waited=TIMEOUT)
        # What is unpublished meanwhile is gone for readers at once, and kept for the node.
        entry = OutboxEntry.objects.create(kind="gone", object_key="practice:HU-01", object_id="1")
        assert outbox.carry_out.call() == 0
        assert "practice:HU-01:hu" not in asked(client)[0].context["answer"].keys
    finally:
        own_node.signal(signal.SIGCONT)
    time.sleep(circuit.OPEN_SECONDS)
    OutboxEntry.objects.update(not_before=entry.created)
    for _attempt in range(20):
        if outbox.carry_out.call():
            break
        OutboxEntry.objects.update(not_before=entry.created)
        time.sleep(1)
    assert not OutboxEntry.objects.exists()
    page = warm(client)
    assert "practice:HU-01:hu" not in page.context["answer"].keys
    assert set(page.context["answer"].keys) == set(healthy.context["answer"].keys) - {"practice:HU-01:hu"}


def test_a_node_that_dies_is_replaced_at_once_and_reconciled_when_it_is_back(
    own_node: Node, filled: ElasticsearchEngine, signed_in: Callable[..., Client], capsys: Any
) -> None:
    client = signed_in("official")
    healthy = warm(client)
    own_node.kill()
    try:
        assert_stands_in(client, healthy, waited=0)
        # Changes of which the node never hears: one removed, one changed, one new.
        actions.remove_object(object_key="practice:SI-01")
        changed = practice("sl", 2, titles={"lv": "Valodas kursi citādi"})
        actions.index_object(object_key="practice:SI-02", documents=[changed])
        actions.index_object(object_key="practice:SI-03", documents=[practice("sl", 3)])
    finally:
        own_node.start()
    time.sleep(circuit.OPEN_SECONDS)
    call_command("reconcile_index", "--json")
    assert '"missing": 1, "different": 1, "gone": 1' in capsys.readouterr().out
    keys = warm(client).context["answer"].keys
    assert "practice:SI-01:sl" not in keys
    assert {"practice:SI-02:sl", "practice:SI-03:sl"} <= set(keys)
    call_command("reconcile_index", "--json")
    assert '"missing": 0, "different": 0, "gone": 0' in capsys.readouterr().out


def test_a_put_off_entry_comes_back_by_itself_where_the_worker_can_wait(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    entry = OutboxEntry.objects.create(kind="x", object_key="x:1", object_id="1")
    with django_capture_on_commit_callbacks(execute=True):
        outbox._put_off(entry, "down", stored=True)

    waiting = DBTaskResult.objects.get(task_path="search.outbox.carry_out")
    assert waiting.run_after == entry.not_before
