"""The index follows what is published; statistics follow the index; concepts are effective at once."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from portal.accounts.models import Organisation
from portal.seams import findable
from portal.seams.findable import Document, Findable
from search import actions, indexing, outbox, statistics
from search.engines import base, in_postgres
from search.models import Collection, Concept, OutboxEntry, Promotion, SearchDocument, TokenStatistic
from search.pipeline import Request, run
from search.querysets import PORTAL
from search.records import named
from search.terms import actions as term_actions
from tests.search.documents import concepts, indexed, practice, practices

pytestmark = pytest.mark.django_db


def found(text: str, **fields: Any) -> list[str]:
    """Keys found by somebody of the staff who reads Latvian."""
    request = Request(text=text, reader_language="lv", audience=("everyone", "staff"), **fields)
    return run(request, in_postgres()).keys


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A kind of thing whose documents a test sets: organisations stand in for pages."""
    state = SimpleNamespace(documents=[practice("fi")], broken=False)

    def documents_of(instance: Any) -> list[Document]:
        if state.broken:
            raise ValueError("cannot be made")
        return list(state.documents)

    registered = Findable(
        kind="practice",
        label="Practice",
        model="accounts.Organisation",
        documents=lambda: iter(state.documents),
        documents_of=documents_of,
        object_key=lambda instance: "practice:FI-01",
    )
    monkeypatch.setattr(findable, "_kinds", {"practice": registered})
    return state


@pytest.fixture
def thing(db: None) -> Organisation:
    return Organisation.objects.create(key="x", name="X", kind=Organisation.Kind.STATE)


def test_what_is_published_is_found_after_the_commit(
    kind: SimpleNamespace, thing: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        findable.changed("practice", thing)
        assert OutboxEntry.objects.count() == 1

    assert found("mājoklis") == ["practice:FI-01:fi"]
    assert not OutboxEntry.objects.exists()


def test_what_is_no_longer_published_is_gone_with_its_statistics(
    kind: SimpleNamespace, thing: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    indexed(kind.documents)
    kind.documents = []
    with django_capture_on_commit_callbacks(execute=True):
        findable.changed("practice", thing)

    assert found("mājoklis") == []
    assert not SearchDocument.objects.exists()
    assert not TokenStatistic.objects.filter(documents__gt=0).exists()


def test_a_rolled_back_change_leaves_no_entry(kind: SimpleNamespace, thing: Organisation) -> None:
    with transaction.atomic():
        findable.changed("practice", thing)
        transaction.set_rollback(True)

    assert not OutboxEntry.objects.exists()


def test_a_document_that_cannot_be_made_waits_and_is_tried_again(kind: SimpleNamespace, thing: Organisation) -> None:
    kind.broken = True
    findable.changed("practice", thing)
    assert outbox.carry_out.call() == 0

    entry = OutboxEntry.objects.get()
    assert entry.attempts == 1
    assert "cannot be made" in entry.problem
    kind.broken = False
    OutboxEntry.objects.update(not_before=entry.created)
    assert outbox.carry_out.call() == 1
    assert found("mājoklis")


def test_changed_text_replaces_the_old_and_is_counted_once(kind: SimpleNamespace) -> None:
    for _time in range(3):
        actions.index_object(object_key="practice:FI-01", documents=[practice("fi")])

    assert SearchDocument.objects.count() == 1
    assert TokenStatistic.objects.get(language="fi", token="asunto").documents == 1


def test_a_language_that_is_published_alone_is_told_to_its_other_versions() -> None:
    def guide(language: str) -> Document:
        return Document(key=f"guide:1:{language}", kind="guide", language=language, title="Sveiciens", url="/", text="")

    for language in ("lv", "en", "lv"):
        actions.index_object(object_key=f"guide:1:{language}", documents=[guide(language)])

    assert list(SearchDocument.objects.values_list("versions", flat=True)) == [["en", "lv"]] * 2
    actions.index_object(object_key="guide:1:en", documents=[])
    assert [(row.language, row.versions) for row in SearchDocument.objects.all()] == [("lv", ["lv"])]


def test_statistics_after_single_changes_are_those_of_a_rebuild() -> None:
    documents = practices()
    for document in documents:
        actions.index_object(object_key=document.key.rpartition(":")[0], documents=[document])
    actions.index_object(object_key="practice:FI-01", documents=[])
    actions.index_object(object_key="practice:FI-01", documents=[documents[0]])
    lemmas = TokenStatistic.objects.exclude(token__startswith="+").filter(documents__gt=0).order_by("language", "token")
    single = list(lemmas.values_list("language", "token", "documents"))
    lengths = Collection.objects.get(name=PORTAL).lengths

    indexed(documents)
    assert list(lemmas.all().values_list("language", "token", "documents")) == single
    assert Collection.objects.get(name=PORTAL).lengths == lengths


def stored() -> list[dict[str, Any]]:
    """Everything in the index but the numbers of the rows."""
    names = [field.attname for field in SearchDocument._meta.concrete_fields if field.attname not in {"id", "words"}]
    rows = SearchDocument.objects.order_by("key").annotate(lexemes=Cast("words", TextField()))
    return list(rows.values(*names, "lexemes"))


def test_documents_indexed_one_by_one_are_stored_as_by_a_rebuild() -> None:
    documents = practices(2)
    # Twice: parts of compounds are words that other texts have.
    for document in [*documents, *documents]:
        actions.index_object(object_key=document.key.rpartition(":")[0], documents=[document])
    single = stored()

    indexed(documents)

    assert stored() == single
    assert all(f"'{row['language'] * 2}:" in row["lexemes"] for row in single)


def test_a_very_long_text_has_all_its_words_and_the_places_the_database_has_room_for() -> None:
    words = "ja " * 9_990 + "maja maja"
    indexed([practice("fi", title="x", summary="talo " * 9_000, text=words, titles={}, summaries={})])

    with connection.cursor() as cursor:
        cursor.execute("SELECT lexeme, positions FROM search_searchdocument, unnest(words)")
        places = dict(cursor.fetchall())

    assert places["fifi:maja"] == [16_383]
    assert places["fifi:ja"] == [*range(9_102, 9_102 + 250)]
    assert places["fifi:!ja"] is None


def looked_up(token: str) -> bool:
    """Is the one Finnish text found by this token?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT bool_or(words @@ %s::tsquery) FROM search_searchdocument", [named("fifi:", token)])
        return bool(cursor.fetchone()[0])


def test_beginnings_and_stems_are_looked_up_among_the_lemmas() -> None:
    indexed([practice("fi", title="x", summary="", text="kotoutuminen asuntoja talo", titles={}, summaries={})])
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(words) FROM search_searchdocument")
        lexemes = cursor.fetchone()[0]

    assert not [lexeme for lexeme in lexemes if lexeme.startswith("fifi:^") or lexeme == "fifi:~talo"]
    assert looked_up("^kotou")
    assert looked_up("^asunt")
    assert looked_up("~talo")
    assert not looked_up("~tal")


def test_a_word_is_not_found_by_a_beginning_that_it_is() -> None:
    indexed([practice("fi", title="x", summary="", text="perhe", titles={}, summaries={})])

    assert looked_up("perhe")
    assert not looked_up("^perhe")
    assert found("erhe", literal=True, facets=False) == ["practice:FI-01:fi"]


def test_a_rebuild_removes_what_is_no_longer_there(kind: SimpleNamespace) -> None:
    indexed([practice("fi"), practice("sv")])
    assert indexing.rebuild_index() == 1
    assert SearchDocument.objects.count() == 1
    assert not indexing.is_behind()


def test_the_index_is_made_anew_where_a_new_version_needs_it_and_else_left_alone(kind: SimpleNamespace) -> None:
    made = []
    for stale in (True, False, True):
        if stale:
            Collection.objects.filter(name=PORTAL).update(rebuilt=None)
        call_command("rebuild_index", if_behind=True)
        made.append(Collection.objects.get(name=PORTAL).rebuilt)
    assert made[0] == made[1]
    assert made[1] < made[2]


def test_a_new_term_is_effective_with_the_next_query() -> None:
    indexed(practices())
    assert "practice:FI-01:fi" not in found("pajumte", query_language="lv", literal=True)

    term_actions.save_concept(
        key="shelter", definitions={}, terms=[("lv", "preferred", "pajumte"), ("fi", "preferred", "asunto")]
    )
    assert found("pajumte", query_language="lv")[0] == "practice:FI-01:fi"


def test_a_compound_of_the_texts_is_found_by_its_part() -> None:
    concepts("language-course", "language")
    indexed([practice("hu", titles={}, summaries={}), practice("fi", titles={}, summaries={})])

    assert found("nyelv", query_language="hu") == ["practice:HU-01:hu"]


def test_a_document_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(actions.UnknownLanguage):
        indexed([replace(practice("fi"), language="xx")])


def test_a_hanging_engine_is_replaced_with_the_same_permissions() -> None:
    concepts("housing")
    indexed([practice("fi"), practice("sv", audience=("administrator",))])

    class Down:
        name = "down"

        def find(self, *args: Any, **kwargs: Any) -> base.Found:
            raise base.EngineUnavailable("no")

    request = Request(text="mājoklis", reader_language="lv", audience=("everyone", "staff"))
    answer = run(request, Down())  # type: ignore[arg-type]

    assert answer.degraded
    assert answer.engine == "postgres"
    assert answer.keys == ["practice:FI-01:fi"]


def test_an_inflected_foreign_query_learns_its_lemma_from_the_texts() -> None:
    indexed(practices())

    assert statistics.known(PORTAL, ["asuntoja"], []).lemmas["fi", "asuntoja"] == {"asunto"}
    assert found("asuntoja", query_language="fi")[0] == "practice:FI-01:fi"


def test_a_promoted_result_comes_first() -> None:
    concepts("housing")
    indexed(practices())
    usual = found("mājoklis")
    housing = Concept.objects.get(key="housing")
    Promotion.objects.create(concept=housing, object_key=usual[-1].rpartition(":")[0])
    term_actions.terms_changed()

    assert found("mājoklis")[0] == usual[-1]


def in_another_thread(text: str) -> list[str]:
    """What somebody else finds at this moment, over a connection of their own."""
    keys: list[str] = []

    def search() -> None:
        try:
            keys.extend(found(text))
        finally:
            connection.close()

    other = Thread(target=search)
    other.start()
    other.join(timeout=120)
    assert not other.is_alive(), "the search waits for the rebuild"
    return keys


@pytest.mark.django_db(transaction=True)
def test_a_lost_index_finds_nothing_without_failing_and_is_searched_while_it_is_built_anew() -> None:
    concepts("housing")
    indexed(practices())
    whole = found("mājoklis")
    SearchDocument.objects.filter(language="fi").delete()
    left, meanwhile = found("mājoklis"), []

    def slowly() -> Iterator[Document]:
        for document in practices():
            meanwhile.append(in_another_thread("mājoklis"))
            yield document

    indexing.rebuild_collection(
        PORTAL, slowly, None, say=lambda number: meanwhile.append(in_another_thread("mājoklis"))
    )

    assert 0 < len(left) < len(whole)
    assert meanwhile[:-1] == [left] * (len(meanwhile) - 1)
    assert len(meanwhile) > 2 * len(practices())  # read twice, and once more when the batch is in
    assert set(meanwhile[-1]) == set(whole)
    assert found("mājoklis") == whole

    for model in (SearchDocument, TokenStatistic, Collection):
        model.objects.all().delete()
    assert found("mājoklis") == []
    assert indexing.is_behind()


def test_what_is_published_while_a_rebuild_runs_stays_and_what_is_gone_goes() -> None:
    indexed([practice("fi"), practice("sv", 5)])
    new = practice("nl", 9)
    read = 0

    def documents() -> Iterator[Document]:
        nonlocal read
        read += 1
        yield practice("fi")
        if read == 2:  # the texts are being indexed; the new page was not yet among them
            actions.index_object(object_key=actions.object_key_of(new), documents=[new])

    actions.rebuild(documents=documents)

    assert set(SearchDocument.objects.values_list("key", flat=True)) == {practice("fi").key, new.key}


def waiting() -> int:
    """Pages of new entries that every look-up of words, titles and spellings would read through."""
    names = ("search_document_words", "search_document_headings", "known_word_similar")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(gin_clean_pending_list(name::regclass)) FROM unnest(%s::text[]) AS name", [list(names)]
        )
        return int(cursor.fetchone()[0])


def test_no_look_up_has_to_read_through_what_was_written_last() -> None:
    indexed(practices(3))
    assert waiting() == 0

    actions.index_object(object_key="practice:FI-09", documents=[practice("fi", 9)])
    assert waiting() == 0

    actions.add(documents=[practice("sv", 8)])
    assert waiting() == 0


def test_facet_values_come_out_as_they_went_in() -> None:
    odd = ["a,b", 'said "so"', "back\\slash", "{x}", "NULL", "", "ē ī"]
    indexed([practice("fi", facets={"theme": odd, "country": []})])
    row = SearchDocument.objects.get()

    assert row.theme == odd
    assert row.country == []


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [("fi", "Lääkärillä käytiin.", "laakari"), ("hu", "Az önkormányzatokkal tárgyaltak.", "onkormanyzat")],
)
def test_a_dictionary_form_no_text_has_is_found_without_its_marks(language: str, text: str, query: str) -> None:
    indexed([practice(language, title="x", text=text, titles={}, summaries={})])

    assert found(query, query_language=language, literal=True, facets=False)
