"""Pages and screens as a reader gets them: words, languages, queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from guidelines.models import BriefingPart, Handout, Label
from portal.pages.actions import publish_page
from portal.seams import findable, guidance, requirements, waiting
from tests.factories.guidelines import (
    FINNISH,
    STATEMENT,
    briefing_parts,
    country,
    guide,
    labels,
    practice,
    unsaved_guide,
)
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def test_a_guide_shows_a_statement_with_scope_source_and_age(site: None, signed_in: SignedIn) -> None:
    page = guide()
    body = signed_in("official").get(page.get_url()).content.decode()
    assert STATEMENT["text"] in body
    assert STATEMENT["scope"] in body
    assert 'href="#source-N3">The Arabic Naming System</a>, 30.07.2019.' in body
    assert 'id="source-N3"' in body
    assert "daļēji pamatots" in body
    assert "„Padomājiet mierīgi.”" in body


def test_a_late_review_is_said_on_top(site: None, signed_in: SignedIn) -> None:
    late = guide(review_date=timezone.localdate() - timedelta(days=1))
    assert "Šīs lapas pārskatīšana kavējas" in signed_in("official").get(late.get_url()).content.decode()


def test_a_stranger_is_sent_to_sign_in(site: None, client: Client) -> None:
    briefing_parts()
    for path in (guide().get_url(), practice().get_url(), "/lv/guidelines/briefing/", "/lv/practices/"):
        assert "/account/" in client.get(path).headers["Location"]


def test_a_finnish_practice_keeps_the_readers_frame(site: None, signed_in: SignedIn) -> None:
    labels()
    page = practice()
    client = signed_in("official")
    client.post("/language/", {"language": "en", "next": "/"})
    body = client.get(page.get_url()).content.decode()
    assert page.get_url().startswith("/fi/")
    assert '<html lang="en"' in body
    assert "<h1>Assessing skills 1</h1>" in body
    assert f'<div class="prose" lang="fi"><p>{FINNISH}</p></div>' in body
    assert "Not known: no source at hand says anything about it." in body
    assert "not verified" in body
    client.post("/language/", {"language": "lv", "next": "/"})
    assert "<h1>Prasmju novērtēšana 1</h1>" in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize(("path", "most"), [("/lv/practices/", 6), ("/lv/practices/countries/fi/", 6)])
def test_the_library_asks_the_same_number_of_queries_whatever_its_size(
    site: None,
    signed_in: SignedIn,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
    path: str,
    most: int,
) -> None:
    labels()
    country("LV", "lv", 37)
    client = signed_in("official")
    practice(1)
    client.get(path)
    with django_assert_max_num_queries(most) as first:
        client.get(path)
    asked = len(first)
    made = 1
    for size in (10, 100):
        for number in range(made + 1, size + 1):
            practice(number, quickly=True)
        made = size
        client.get(path)  # the session notes that it was used, at most twice a minute
        with django_assert_num_queries(asked):
            assert client.get(path).status_code == 200


def test_facets_narrow_the_list_and_count(site: None, signed_in: SignedIn) -> None:
    labels()
    practice(1)
    practice(2, theme="work")
    answer = signed_in("official").get("/lv/practices/?theme=work")
    assert answer.context["found"] == 1
    assert "Prasmju novērtēšana 2" in answer.content.decode()
    assert "Prasmju novērtēšana 1<" not in answer.content.decode()
    assert signed_in("official").get("/lv/practices/?theme=nothing&page=99").status_code == 200


def test_the_index_page_of_a_language_leads_to_the_one_library(site: None, signed_in: SignedIn) -> None:
    parent = practice().get_parent()
    assert signed_in("official").get(parent.get_url()).headers["Location"] == "/lv/practices/"


def test_three_choices_make_a_sheet_without_a_script(site: None, signed_in: SignedIn) -> None:
    briefing_parts()
    client = signed_in("official")
    body = client.get("/lv/guidelines/briefing/?origin=other&present=phone").content.decode()
    assert "Pirmā tikšanās, cita valoda, tulks pa tālruni" in body
    assert "Skaļrunis." in body
    assert "Runājiet lēni." not in body
    assert client.get("/lv/guidelines/briefing/?origin=%00&present=../x").status_code == 200
    document = client.get("/en/guidelines/briefing/sheet.pdf?origin=syria")
    assert document.content.startswith(b"%PDF")


def test_a_line_in_one_language_only_is_refused() -> None:
    part = BriefingPart(kind="present", key="x", content={"setup": [{"lv": "Runājiet lēni.", "en": ""}]})
    with pytest.raises(ValidationError, match="Runājiet lēni"):
        part.full_clean()


def test_a_handout_asks_for_itself_its_guide_and_its_languages(
    site: None, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    """And for who reads; what the guide says, and where the site begins, is not read."""
    guide()
    for language in ("ar", "uk"):
        Handout.objects.create(key="syria", language=language, title="Syria", sections=[])
    client = signed_in("official")
    client.get("/lv/guidelines/handouts/syria/ar/")
    with django_assert_num_queries(5):
        assert "../uk/" in client.get("/lv/guidelines/handouts/syria/ar/").content.decode()


def test_a_handout_is_written_in_the_clients_direction(site: None, signed_in: SignedIn) -> None:
    sections = [{"key": "a", "heading": "ما هذا؟", "points": ["نتحدث"]}]
    Handout.objects.create(key="syria", language="ar", title="لقاؤنا", sections=sections, right_to_left=True)
    client = signed_in("official")
    body = client.get("/lv/guidelines/handouts/syria/ar/").content.decode()
    assert 'lang="ar" dir="rtl"' in body
    assert "Valodas pratējs to vēl nav pārbaudījis" in body
    assert client.get("/lv/guidelines/handouts/syria/ar/sheet.pdf").content.startswith(b"%PDF")


def test_a_sentence_about_a_whole_group_is_not_saved_unless_a_reason_is_given(site: None) -> None:
    page = unsaved_guide()
    page.body[1].value["text"] = "Sīrieši ir viesmīlīgi."
    with pytest.raises(ValidationError) as refused:
        page.clean()
    (problem,) = refused.value.error_dict["body"]
    assert "Sīrieši ir viesmīlīgi." in str(problem.block_errors[1].block_errors["text"])
    page.body[1].value["kept_because"] = "Citāts no pētījuma nosaukuma."
    page.clean()


def test_read_and_understood_reaches_the_ledger_once_per_version(
    site: None, signed_in: SignedIn, monkeypatch: Any
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(requirements, "_keep", lambda user, fulfilment: kept.append((user.pk, fulfilment)))
    user = person("learner")
    page = guide()
    answer = signed_in(user).post(f"/lv/guidelines/read/{page.pk}/")
    assert answer.headers["Location"] == page.get_url()
    ((who, fulfilment),) = kept
    assert (who, fulfilment.kind, fulfilment.key, fulfilment.language) == (user.pk, "guideline", "syria", "lv")
    assert fulfilment.version == str(page.live_revision_id)


def test_a_question_finds_the_guide_that_helps_with_it(site: None) -> None:
    guide(helps_with=["LND01", "PER"])
    assert [found.title for found in guidance.guidance_for("LND01", "lv")] == ["Sīrija"]
    assert [found.title for found in guidance.guidance_for("PER03", "lv")] == ["Sīrija"]
    assert guidance.guidance_for("LND01", "en") == []
    assert guidance.guidance_for("WRK01", "lv") == []


def documents(kind: str) -> list[findable.Document]:
    return list(next(found for found in findable.kinds() if found.kind == kind).documents())


def test_a_practice_is_found_in_its_own_language_with_both_summaries(site: None) -> None:
    page = practice(1, mipex_strand="education")
    (document,) = documents("practice")
    assert document.key == f"practice:{page.translation_key}:fi"
    assert document.language == "fi"
    assert FINNISH in document.text
    assert document.summaries == {"lv": page.summary_lv, "en": page.summary_en}
    assert document.facets["country"] == ["FI"]
    assert document.facets["strand"] == ["education"]
    Label.objects.create(kind="themes", code="housing", lv="Mājoklis", en="Housing")
    kind = next(found for found in findable.kinds() if found.kind == "practice")
    assert kind.facet_labels()["theme"] == {"housing": "Mājoklis"}
    assert kind.facet_labels()["country"] == {"FI": "Somija"}


def test_the_search_hears_of_publishing_taking_back_and_deleting(site: None, monkeypatch: Any) -> None:
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr(
        findable, "_listeners", [lambda kind, page: heard.append((kind.kind, len(list(kind.documents_of(page)))))]
    )
    page = practice()
    page.unpublish()
    page.delete()
    assert heard == [("practice", 1), ("practice", 0), ("practice", 0)]
    heard.clear()
    guide()
    assert heard == [("culture_guide", 1)]


def test_who_answers_for_a_page_hears_of_its_review_in_time(site: None) -> None:
    owner = person("editor")
    today = timezone.localdate()
    guide(answerable=owner, review_date=today + timedelta(days=7))
    practice(1, answerable=owner, review_date=today - timedelta(days=1))
    practice(2, answerable=owner, review_date=today + timedelta(days=200))
    found = [item for item in waiting.waiting_for(owner) if item.kind == "review"]
    assert [(item.title, item.urgency) for item in found] == [
        ("Osaamisen arviointi 1", waiting.URGENT),
        ("Sīrija", waiting.SOON),
    ]
    assert all(item.url.startswith("/admin/pages/") for item in found)


def test_words_kept_ready_are_the_readers_language_and_as_new_as_the_page(
    site: None, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    """Two readers in turn, a change by the editor, a new hand-out, another owner: nobody reads old words."""
    page = guide(answerable=person("editor", first_name="Anna", last_name="Ozola"))
    latvian, english = signed_in(person("official")), signed_in(person("official", language="en"))
    bodies = [client.get(page.get_url()).content.decode() for client in (latvian, english, latvian)]
    assert ["daļēji pamatots" in body for body in bodies] == [True, True, True]  # the page's address says Latvian
    assert [STATEMENT["text"] in body for body in bodies] == [True] * 3
    with django_assert_num_queries(6):
        assert "csrfmiddlewaretoken" in latvian.get(page.get_url()).content.decode()
    page.body[1].value["text"] = "Pilnajā vārdā var būt četras daļas."
    publish_page(page=page, by=None)
    for client in (latvian, english):
        body = client.get(page.get_url()).content.decode()
        assert "četras daļas" in body
        assert STATEMENT["text"] not in body
    Handout.objects.create(key="syria", language="ar", title="لقاؤنا", sections=[])
    assert "لقاؤنا" in latvian.get(page.get_url()).content.decode()
    type(page).objects.filter(pk=page.pk).update(answerable=person("editor", first_name="Ilze", last_name="Bērza"))
    body = latvian.get(page.get_url()).content.decode()
    assert "Ilze Bērza" in body
    assert "Anna Ozola" not in body


def test_nothing_of_the_reader_is_kept_for_the_next_one(site: None, signed_in: SignedIn) -> None:
    page = guide()
    first = person("official", first_name="Kaspars", last_name="Pirmais")
    second = person("official", first_name="Dace", last_name="Otrā")
    signed_in(first).get(page.get_url())
    body = signed_in(second).get(page.get_url()).content.decode()
    assert "Dace Otrā" in body
    assert "Pirmais" not in body
