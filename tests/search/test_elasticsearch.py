"""Elasticsearch finds what PostgreSQL finds; where it fails, PostgreSQL answers and nothing is lost."""

import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.test import Client

from search import actions, engines, outbox
from search.engines import elasticsearch as scale_out
from search.engines import in_postgres
from search.engines.base import EngineUnavailable, Scope
from search.engines.circuit import OPEN_AFTER, OPEN_SECONDS, CircuitBreaker
from search.engines.elasticsearch import ElasticsearchEngine
from search.facets import Selected
from search.models import OutboxEntry, SearchDocument
from search.pipeline import Answer, Request, run
from tests.search.documents import concepts, indexed, practice, practices

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.xdist_group("elasticsearch")]
QUERIES = (
    "mājokļi bēgļiem",
    "majokli begliem",
    "refugee housing",
    '"valodas kursi"',
    "mājoklis -likums",
    "FI-01 asunto",
)


def ask(engine: object, text: str, selected: Selected | None = None, audience: Sequence[str] = ("staff",)) -> Answer:
    request = Request(text=text, reader_language="lv", audience=tuple(audience), selected=selected or {})
    return run(request, engine)  # type: ignore[arg-type]


@pytest.fixture
def filled(node: ElasticsearchEngine) -> ElasticsearchEngine:
    """An index of ten practices, one of them for administrators only."""
    concepts("housing", "refugee", "language-course")
    documents = [*practices(2)[:-1], practice("hu", 2, audience=("administrator",))]
    version = node.begin("portal")
    actions.rebuild(documents=lambda: iter(documents), on_batch=lambda rows: node.add(version, rows))
    node.switch("portal", version)
    return node


@pytest.mark.parametrize("query", QUERIES)
def test_both_engines_give_the_same_list(filled: ElasticsearchEngine, query: str) -> None:
    answers = ask(filled, query), ask(in_postgres(), query)

    assert not answers[0].degraded
    assert answers[0].keys == answers[1].keys
    assert answers[0].keys


@pytest.mark.parametrize("selected", [{}, {"country": frozenset({"FI", "SE"})}, {"language": frozenset({"nl"})}])
def test_both_engines_count_the_same(filled: ElasticsearchEngine, selected: Selected) -> None:
    here, there = ask(filled, "bēglis", selected), ask(in_postgres(), "bēglis", selected)

    assert here.total == there.total > 0
    assert {facet: dict(found) for facet, found in here.counts.items() if found} == {
        facet: dict(found) for facet, found in there.counts.items() if found
    }


def test_permissions_are_part_of_every_search(filled: ElasticsearchEngine) -> None:
    assert "practice:HU-02:hu" not in ask(filled, "valodas kursi").keys
    assert "practice:HU-02:hu" in ask(filled, "valodas kursi", audience=("staff", "administrator")).keys
    assert ask(filled, "valodas kursi", audience=("everyone",)).total == 0


def test_titles_are_suggested(filled: ElasticsearchEngine) -> None:
    scope = Scope(collection="portal", audience=("staff",), languages=(), reading="lv")

    assert {s.title for s in filled.suggest("mājok", scope, 5)} == {
        "Mājokļi bēgļiem Somijā",
        "Mājokļi bēgļiem Zviedrijā",
    }
    assert filled.suggest("valodas ung", scope, 5)[0].title == "Valodas kursi Ungārijā"


def test_a_thing_is_replaced_and_removed(filled: ElasticsearchEngine) -> None:
    rows = actions.index_object(object_key="practice:FI-01", documents=[practice("fi", titles={"lv": "Pavisam cits"})])
    filled.replace("practice:FI-01", rows["practice:FI-01"])
    assert ask(filled, "pavisam").keys == ["practice:FI-01:fi"]

    filled.replace("practice:FI-01", [])
    actions.remove_object(object_key="practice:FI-01")
    assert "practice:FI-01:fi" not in ask(filled, "mājoklis").keys


def test_a_new_version_takes_over_in_one_step_and_the_old_one_goes(filled: ElasticsearchEngine) -> None:
    version = filled.begin("portal")
    assert ask(filled, "mājoklis").keys  # the old one answers while the new one is filled
    filled.add(version, list(SearchDocument.objects.filter(language="fi")))
    filled.switch("portal", version)

    assert ask(filled, "mājoklis").keys == ["practice:FI-01:fi", "practice:FI-02:fi"]
    assert filled._versions("test") == []
    assert len(filled._versions(filled._alias("portal"))) == 1


def test_a_lost_index_is_replaced_until_it_is_made_anew(filled: ElasticsearchEngine) -> None:
    whole = ask(filled, "mājoklis").keys
    filled.drop("portal")

    lost = ask(filled, "mājoklis")
    assert lost.degraded
    assert lost.keys == whole

    version = filled.begin("portal")
    filled.add(version, list(SearchDocument.objects.all()))
    filled.switch("portal", version)
    again = ask(filled, "mājoklis")
    assert not again.degraded
    assert again.keys == whole


def test_one_document_that_the_node_does_not_take_is_no_success(
    filled: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = scale_out.bulk_action

    def with_one_strange(index: str, row: SearchDocument) -> Any:
        action = made(index, row)
        return action | {"_source": action["_source"] | ({"strange": 1} if row.language == "fi" else {})}

    monkeypatch.setattr(scale_out, "bulk_action", with_one_strange)
    with pytest.raises(EngineUnavailable, match="2 documents were refused"):
        filled.add_live("portal", list(SearchDocument.objects.all()))


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield listener.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("state", ["silent_port", "closed_port"])
def test_the_page_answers_from_postgresql_with_a_notice(
    state: str, request: pytest.FixtureRequest, settings: object, signed_in: Callable[..., Client]
) -> None:
    settings.SEARCH_ENGINE = "elasticsearch"  # type: ignore[attr-defined]
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{request.getfixturevalue(state)}"  # type: ignore[attr-defined]
    concepts("housing")
    indexed([practice("fi"), practice("sv", audience=("administrator",))])
    page = signed_in("official").get("/lv/search/", {"q": "mājoklis"})

    assert [result.language for result in page.context["results"]] == ["fi"]
    assert page.context["answer"].degraded
    assert "Lielais meklētājs neatbild" in page.content.decode()


def test_nobody_waits_for_an_engine_that_has_failed_three_times() -> None:
    now = 0.0
    breaker = CircuitBreaker(lambda: now)
    for _time in range(OPEN_AFTER):
        assert breaker.allows()
        breaker.failed()
    assert not breaker.allows()

    now = OPEN_SECONDS + 1
    assert breaker.allows()  # one may try
    assert not breaker.allows()  # the others go on without
    breaker.succeeded()
    assert breaker.allows()


def test_what_changes_while_the_engine_is_down_reaches_it_later(
    filled: ElasticsearchEngine, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = OutboxEntry.objects.create(kind="gone", object_key="practice:FI-01", object_id="1")
    down = ElasticsearchEngine(f"http://127.0.0.1:{closed_port}", "down")
    monkeypatch.setattr(outbox, "scale_out", lambda: down)
    assert outbox.carry_out.call() == 0
    entry.refresh_from_db()
    assert entry.stored
    assert entry.attempts == 1
    assert "practice:FI-01:fi" not in ask(in_postgres(), "mājoklis").keys

    monkeypatch.setattr(outbox, "scale_out", lambda: filled)
    OutboxEntry.objects.update(not_before=entry.created)
    assert outbox.carry_out.call() == 1
    assert "practice:FI-01:fi" not in ask(filled, "mājoklis").keys


def test_a_missing_index_is_said_plainly(node: ElasticsearchEngine) -> None:
    with pytest.raises(EngineUnavailable, match="rebuild_index"):
        node.replace("x", [])


def test_without_an_address_there_is_no_scale_out(settings: object) -> None:
    settings.ELASTICSEARCH_URL = ""  # type: ignore[attr-defined]
    settings.SEARCH_ENGINE = "elasticsearch"  # type: ignore[attr-defined]

    assert engines.scale_out() is None
    assert engines.engine().name == "postgres"
