"""The floor: short queries as officials type them, over the portal's own practices, on both engines."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portal.demo.reading import read
from portal.seams.demo import CONTENT
from portal.seams.findable import Document
from search import demo, indexing
from search.analysis.folding import plain
from search.engines import in_postgres
from search.engines.base import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.evaluation.collections import JudgedCollection, document, queries
from search.evaluation.collections import read as read_collection
from search.evaluation.metrics import overlap
from search.evaluation.running import Evaluated, ask, evaluate
from search.pipeline import Request, run

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("elasticsearch")]
PRACTICES = CONTENT / "practices"


@cache
def practices() -> tuple[dict[str, Any], ...]:
    return tuple(read(path) for path in sorted(PRACTICES.glob("*/*.yaml")))


def collection(*, summaries: bool) -> JudgedCollection:
    """The shipped practices as a judged collection, with or without Latvian and English titles and summaries."""

    def made(practice: dict[str, Any]) -> Document:
        sections = (part.get("original", "") for part in practice["body"].values() if part)
        row = {
            "id": practice["key"],
            "lang": practice["language"],
            "title": practice["title"],
            "text": " ".join(sections),
        }
        extra = {f"{name}_{code}": practice[f"{name}_{code}"] for name in ("title", "summary") for code in ("lv", "en")}
        return document(row | (extra if summaries else {}))

    return JudgedCollection(
        name="practices", documents=tuple(made(practice) for practice in practices()), queries=queries(demo.JUDGED)
    )


def measured(summaries: bool, engine: Engine | None = None, name: str = "postgres") -> Evaluated:
    demo.load_concepts(replace=False)
    judged = collection(summaries=summaries)
    beside = engine if isinstance(engine, ElasticsearchEngine) else None
    indexing.rebuild_collection("portal", lambda: iter(judged.documents), beside)
    return ask(judged, "portal", engine or in_postgres(), name)


def test_topics_are_found_through_terms_alone_in_five_languages() -> None:
    report = measured(summaries=False).report["queries"]

    assert report["lv"]["mean"]["precision_at_r"] >= 0.55
    assert report["en"]["mean"]["precision_at_r"] >= 0.55
    assert report["lv"]["zero_results"] == report["en"]["zero_results"] == 0


def test_topics_are_found_with_summaries_and_marks_on_letters_play_no_part() -> None:
    evaluated = measured(summaries=True)
    report = evaluated.report["queries"]
    assert report["lv"]["pooled"]["precision_at_r"] >= 0.65
    assert report["en"]["pooled"]["precision_at_r"] >= 0.7

    for query in queries(demo.JUDGED):
        bare = Request(
            text=plain(query.text), reader_language=query.language, audience=("everyone",), facets=False,
            languages=query.target_languages, query_language=query.language, one_version=False,
        )  # fmt: skip
        assert run(bare, in_postgres()).keys[:10] == evaluated.top[query.id], query.text


def test_a_practice_is_first_for_the_words_of_its_latvian_title() -> None:
    measured(summaries=True)
    hits = []
    for practice in practices():
        words = [word for word in practice["title_lv"].split() if len(word) > 3][-4:]
        request = Request(
            text=" ".join(words), reader_language="lv", audience=("everyone",), query_language="lv", facets=False,
            languages=(practice["language"],), one_version=False,
        )  # fmt: skip
        hits.append(run(request, in_postgres()).keys[:1] == [practice["key"]])

    assert sum(hits) / len(hits) >= 0.93


def test_dictionary_forms_find_their_texts_in_every_language() -> None:
    report = evaluate(read_collection(demo.JUDGED.parent / "rights"), "postgres").report["queries"]

    assert set(report) == {"lv", "en", "fi", "sv", "nl", "sl", "hu"}
    for language, result in report.items():
        assert result["pooled"]["mrr_at_10"] >= 0.95, language


@pytest.mark.elasticsearch
@pytest.mark.timeout(900)
def test_both_engines_agree_on_the_first_ten(node: ElasticsearchEngine) -> None:
    there = measured(summaries=True)
    here = measured(summaries=True, engine=node, name="elasticsearch")
    shared = [overlap(top, here.top[query]) for query, top in there.top.items()]

    assert sum(shared) / len(shared) >= 0.95
    assert here.report["queries"]["lv"]["pooled"]["precision_at_r"] >= 0.65


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    rows = [
        {"id": "a", "lang": "fi", "title": "Asunto", "text": "Kunta antaa pakolaisille asuntoja."},
        {"id": "b", "lang": "fi", "title": "Kieli", "text": "Kielikurssilla opitaan suomea."},
    ]
    asked = {"id": "q", "lang": "fi", "query": "kielikurssi", "target_langs": ["fi"], "relevant": ["b"]}
    (tmp_path / "documents.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(json.dumps(asked), encoding="utf-8")
    return tmp_path


def test_the_command_writes_the_report_and_leaves_nothing_behind(folder: Path, capsys: Any) -> None:
    from django.core.management import call_command

    from search.models import Collection, Concept, KnownWord, SearchDocument, TokenStatistic

    report, top = folder / "report.json", folder / "top.jsonl"
    call_command("evaluate_search", folder, "--json", report, "--top", top)
    written = json.loads(report.read_text(encoding="utf-8"))

    assert written["queries"]["fi"]["per_target"]["fi"]["mrr_at_10"] == 1.0
    assert set(written) == {"collection", "engine", "semantic", "documents", "seconds_to_index", "queries"}
    assert {"n", "pooled", "mean", "per_target", "p50_ms", "p95_ms", "zero_results"} == set(written["queries"]["fi"])
    assert json.loads(top.read_text(encoding="utf-8")) == {"query": "q", "top": ["b"]}
    for model in (SearchDocument, TokenStatistic, KnownWord):
        assert not model._default_manager.exists()
    assert not Collection.objects.filter(name__startswith="scratch").exists()
    assert not Concept.objects.exists()


def test_a_broken_collection_is_said_with_its_line(folder: Path) -> None:
    from django.core.management import CommandError, call_command

    (folder / "queries.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"queries\.jsonl:1"):
        call_command("evaluate_search", folder)
    with pytest.raises(CommandError, match="documents"):
        call_command("evaluate_search", folder / "nowhere")
