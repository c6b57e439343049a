"""The search page: what a reader finds, why, and what nobody may see."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.template import Context
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.components.templatetags.components import page_address
from portal.seams.findable import Document
from search.asking import Choice
from search.models import QueryLog
from search.templatetags.found import choices
from tests.search.documents import concepts, indexed, practice, practices

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
OWN_TABLES = ("search_collection", "search_searchdocument", "search_querylog")
CONCEPTS = ("housing", "refugee", "language-course")


@pytest.fixture
def reader(signed_in: SignedIn) -> Client:
    concepts(*CONCEPTS)
    indexed(practices())
    return signed_in("official")


def _languages(client: Client, query: str, **filters: str) -> list[str]:
    answer = client.get("/lv/search/", {"q": query, **filters})
    assert answer.status_code == 200
    return [result.language for result in answer.context["results"]]


@pytest.mark.parametrize("query", ["mājokļi bēgļiem", "majokli begliem", "MĀJOKLIS BĒGLIM", "refugee housing"])
def test_three_languages_are_found_in_latvian_without_marks_and_in_english(reader: Client, query: str) -> None:
    assert set(_languages(reader, query)[:3]) == {"fi", "sv", "nl"}


def test_queries_with_and_without_marks_give_the_same_list(reader: Client) -> None:
    lists = [_languages(reader, query) for query in ("mājoklis", "majoklis", "MĀJOKĻI")]

    assert lists[0] == lists[1] == lists[2]


def test_a_result_says_why_in_the_readers_words_and_marks_inflected_words(reader: Client) -> None:
    page = reader.get("/lv/search/", {"q": "mājoklis"})
    finnish = next(result for result in page.context["results"] if result.language == "fi")

    assert [piece.text for piece in finnish.title if piece.marked] == ["Mājokļi"]
    assert finnish.own_title == "Asuminen ja kuntapaikat"
    assert any(reason.concept == "mājoklis" and reason.language == "fi" for reason in finnish.reasons)
    assert "<mark>mājokļus</mark>" in page.content.decode()


def test_a_term_alone_finds_a_text_without_any_summary(signed_in: SignedIn) -> None:
    concepts(*CONCEPTS)
    indexed([practice("fi", titles={}, summaries={}), practice("hu", titles={}, summaries={})])

    assert _languages(signed_in("official"), "mājoklis") == ["fi"]
    assert _languages(signed_in("official"), "valodas kurss") == ["hu"]


def test_facets_count_what_choosing_them_leaves_and_never_lead_to_nothing(reader: Client) -> None:
    page = reader.get("/lv/search/", {"q": "bēglis"})

    for facet in page.context["facets"]:
        for choice in facet.choices:
            narrowed = reader.get(f"/lv/search/{choice.address}")
            assert narrowed.context["answer"].total == choice.number > 0
            assert len(narrowed.context["results"]) == choice.number


def test_a_facet_ignores_its_own_filter(reader: Client) -> None:
    page = reader.get("/lv/search/", {"q": "bēglis", "country": "FI"})
    countries = next(facet for facet in page.context["facets"] if facet.key == "country")

    assert {choice.number for choice in countries.choices} == {1}
    assert len(countries.choices) == 5
    assert [choice.chosen for choice in countries.choices].count(True) == 1


def test_a_chosen_language_still_counts_the_others(reader: Client) -> None:
    page = reader.get("/lv/search/", {"q": "bēglis", "language": "fi"})
    languages = next(facet for facet in page.context["facets"] if facet.key == "language")

    assert [result.language for result in page.context["results"]] == ["fi"]
    assert len(languages.choices) == 5
    assert page.context["answer"].total == 1


def test_the_own_text_is_shown_where_the_summary_has_none_of_the_words(signed_in: SignedIn) -> None:
    text = "Sākums. 2016. gada martā sāka darbu. Tulks palīdz sarunā ar ārstu."
    guide = Document(
        key="guide:1:lv", kind="guide", language="lv", title="Vadlīnijas", url="/", text=text,
        summary="Kā runāt.", audience=("staff",),
    )  # fmt: skip
    indexed([guide])
    (result,) = signed_in("official").get("/lv/search/", {"q": "tulki"}).context["results"]

    assert [piece.text for piece in result.pieces if piece.marked] == ["Tulks"]


def test_a_phrase_must_stand_together_and_an_excluded_word_must_not_occur(reader: Client) -> None:
    assert set(_languages(reader, '"valodas kursi"')) == {"sl", "hu"}
    assert "sv" not in _languages(reader, "mājoklis -likums")


def test_a_misspelt_word_is_corrected_and_can_be_insisted_on(reader: Client) -> None:
    page = reader.get("/lv/search/", {"q": "mājoklus"})
    assert not page.context["answer"].corrected  # an ending, not a mistake

    page = reader.get("/lv/search/", {"q": "pašvaldbia"})
    assert page.context["answer"].corrected == "pašvaldība"
    assert page.context["results"]

    page = reader.get(f"/lv/search/{page.context['literal_address']}")
    assert not page.context["answer"].corrected


def test_nothing_found_says_what_was_dropped_and_offers_a_way_on(reader: Client) -> None:
    page = reader.get("/lv/search/", {"q": "kvantugravitācija"})

    assert page.context["help"].unknown == ("kvantugravitācija",)
    assert "kvantugravitācija" in page.content.decode()

    page = reader.get("/lv/search/", {"q": "mājoklis", "country": "XX"})
    assert page.context["help"].without_filters == 3


def test_only_what_a_reader_may_see_is_found_counted_suggested(signed_in: SignedIn) -> None:
    concepts(*CONCEPTS)
    secret = practice("fi", 2, audience=("administrator",), titles={"lv": "Slepens mājoklis"})
    indexed([practice("fi"), secret])
    reader, administrator = signed_in("official"), signed_in("administrator")

    page = reader.get("/lv/search/", {"q": "mājoklis"})
    assert page.context["answer"].total == 1
    assert "Slepens" not in page.content.decode()
    assert reader.get("/lv/search/suggestions/", {"q": "slep"}).json() == {"suggestions": []}
    assert reader.get("/lv/search/", {"q": "slepens", "literal": "1"}).context["answer"].total == 0
    assert administrator.get("/lv/search/", {"q": "mājoklis"}).context["answer"].total == 2


def test_signed_out_people_are_sent_to_sign_in(client: Client) -> None:
    for path in ("search/", "search/suggestions/", "search/api/"):
        assert client.get(f"/lv/{path}?q=x").status_code == 302


def test_of_a_thing_in_both_languages_a_reader_sees_the_own_one(signed_in: SignedIn) -> None:
    def module(language: str, title: str) -> Document:
        return Document(
            key=f"module:1:{language}", kind="module", language=language, title=title, url="/", text="",
            audience=("staff",), titles={"lv": "Patvēruma procedūra", "en": "Asylum procedure"},
        )  # fmt: skip

    indexed([module("lv", "Patvēruma procedūra"), module("en", "Asylum procedure")])
    reader = signed_in("official")

    assert _languages(reader, "patvērums") == ["lv"]
    assert [r.language for r in reader.get("/en/search/", {"q": "asylum"}).context["results"]] == ["en"]
    assert _languages(reader, "patvērums", language="en") == ["en"]


def test_suggestions_are_concepts_and_titles(reader: Client) -> None:
    found = reader.get("/lv/search/suggestions/", {"q": "māj"}).json()["suggestions"]

    assert {"concept", "title"} == {suggestion["kind"] for suggestion in found}
    assert found[0]["text"] == "mājoklis"


def test_the_same_answer_as_json(reader: Client) -> None:
    found = reader.get("/lv/search/api/", {"q": "mājoklis"}).json()

    assert found["total"] == 3
    assert {result["language"] for result in found["results"]} == {"fi", "sv", "nl"}
    assert found["concepts"] == ["housing"]
    assert reader.get("/lv/search/api/").status_code == 400
    assert reader.get("/lv/search/api/openapi.json").json()["openapi"] == "3.1.0"


def test_the_log_keeps_the_question_and_not_the_person(reader: Client) -> None:
    reader.get("/lv/search/", {"q": "mājoklis"})
    entry = QueryLog.objects.get()

    assert (entry.text, entry.results, entry.day) == ("mājoklis", 3, date.today())
    assert not {"user", "person", "session", "address"} & {field.name for field in QueryLog._meta.get_fields()}


def test_a_value_of_a_facet_is_shown_as_it_is_called_and_says_that_it_was_chosen() -> None:
    shown = choices([Choice("<b>", 1, "?q=x&area=b", True), Choice("Somija", 2, "?q=x", False)])

    assert (
        '<a href="?q=x&amp;area=b" rel="nofollow" aria-current="true">&lt;b&gt; <span class="count">1</span>' in shown
    )
    assert '<a href="?q=x" rel="nofollow">Somija <span class="count">2</span>' in shown


def test_another_page_of_the_results_keeps_question_and_filters() -> None:
    request = RequestFactory().get("/", {"q": "mājokļi un skola", "country": ["FI", "SE"], "page": "2"})

    address = page_address(Context({"request": request}), "page", 3)

    assert QueryDict(address[1:]) == QueryDict("q=mājokļi un skola&country=FI&country=SE&page=3")


def test_nobody_waits_for_the_disk_because_a_question_was_written_down(reader: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        reader.get("/lv/search/", {"q": "mājoklis"})
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",)  # for the transaction it is written in: here the test's own


@pytest.mark.parametrize(
    "query",
    ["'", '"', "\\", "%_%", "((((", "a' | 'b", "-", "--", "<script>alert(1)</script>", "\x00", "x" * 5000, "🙂",
     "' OR 1=1 --", ":*"],
)  # fmt: skip
def test_any_query_gets_an_answer(reader: Client, query: str) -> None:
    for path in ("search/", "search/suggestions/"):
        answer = reader.get(f"/lv/{path}", {"q": query, "page": "x", "language": query[:50], "all": "nope"})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_the_number_of_statements_does_not_grow_with_the_number_of_documents(signed_in: SignedIn) -> None:
    concepts(*CONCEPTS)
    counted = []
    for number in (1, 2, 20):
        indexed(practices(number))
        client = signed_in("official")
        client.get("/lv/search/", {"q": "mājoklis"})  # the term base is read once per change
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/lv/search/", {"q": "mājoklis"})
        counted.append((len(queries), sum(any(table in query["sql"] for table in OWN_TABLES) for query in queries)))

    assert counted[0] == counted[1] == counted[2]
    assert counted[0][1] == 5
