"""Readers see what a new version of a guide changed: only what was published, and nobody's name."""

import re
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guidelines.differing import AFTER, BEFORE, SAME, differences, marked, tally, units
from guidelines.models import CultureGuidePage, PublishedVersion
from portal.demo.reading import stream
from portal.pages.actions import publish_page
from portal.protection.models import TrailEntry
from tests.factories.guidelines import STATEMENT, guide
from tests.factories.people import person

SignedIn = Callable[..., Client]
TEXTS = st.lists(st.sampled_from(["vārds", "ir", "trīs", "četras", "daļas"]), max_size=12).map(" ".join)


def body(*statements: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    section = {"type": "section", "value": {"key": "naming", "title": "Vārdi"}}
    return {"body": [section, *({"type": "statement", "value": value} for value in statements)]}


@given(before=TEXTS, after=TEXTS)
def test_two_texts_as_one_hold_both(before: str, after: str) -> None:
    pieces = marked(before, after)

    assert " ".join(text for kind, text in pieces if kind in (SAME, BEFORE)) == before
    assert " ".join(text for kind, text in pieces if kind in (SAME, AFTER)) == after


def test_what_came_changed_and_went_is_told_by_section() -> None:
    old = units(
        "Sīrija", "", body({"key": "a", "text": "Viens."}, {"key": "b", "text": "Divi."}, {"key": "c", "text": "Trīs."})
    )
    new = units(
        "Sīrija",
        "",
        body({"key": "d", "text": "Četri."}, {"key": "c", "text": "**Trīs.**"}, {"key": "a", "text": "Pirmais."}),
    )

    found = differences(old, new)

    assert [(one["kind"], one["anchor"]) for one in found] == [("added", "d"), ("changed", "a"), ("removed", "b")]
    assert found[1]["words"] == [["text", "Viens.", "Pirmais."]]
    assert tally(found) == [{"part": "naming", "title": "Vārdi", "changed": 1, "added": 1, "removed": 1}]


def test_what_stayed_says_which_statement_it_is_where_only_its_scope_changed() -> None:
    old, new = (
        units("Sīrija", "", body({"key": "a", "text": "Viens.", "scope": scope})) for scope in ("Visur.", "Šeit.")
    )

    assert [(one["about"], one["words"]) for one in differences(old, new)] == [
        ("Viens.", [["scope", "Visur.", "Šeit."]])
    ]


def test_the_lead_under_the_title_is_read_too() -> None:
    old, new = (units("Sīrija", lead, {}) for lead in ("Ko zināt.", "Ko zināt un jautāt."))

    [found] = differences(old, new)
    assert (found["kind"], found["part"], found["about"]) == ("changed", "start", "Sīrija")
    assert found["words"] == [["text", "Ko zināt.", "Ko zināt un jautāt."]]


def test_codes_and_sources_are_no_change_for_readers() -> None:
    old, new = (units("Sīrija", "", body({"key": "a", "text": "Viens.", "source": source})) for source in ("N3", "N4"))

    assert differences(old, new) == []


@pytest.mark.django_db
def test_the_margin_says_which_sections_changed_when_and_leads_to_the_difference(
    site: None, signed_in: SignedIn
) -> None:
    editor = person("editor", first_name="Ginta", last_name="Redaktore")
    page = guide()
    reader = signed_in("official")
    assert "Kas mainījies" not in reader.get(page.get_url()).content.decode()

    page.body[1].value["text"] = "Pilnajā vārdā var būt četras daļas."
    publish_page(page=page, by=editor)
    page.body[1].value["text"] = "Vēl nepublicēts."
    page.save_revision(user=editor)

    margin = reader.get(page.get_url()).content.decode().partition("<aside")[2].partition("</aside>")[0]
    assert "Vārdi: 1 precizēts" in margin
    assert f"/lv/guidelines/changes/{page.pk}/" in margin
    shown = reader.get(f"/lv/guidelines/changes/{page.pk}/").content.decode()
    assert "<del>trīs</del> <ins>četras</ins>" in shown
    assert f'href="{page.get_url()}#{STATEMENT["key"]}"' in shown
    assert "Vēl nepublicēts" not in shown
    assert "Redaktore" not in shown


@pytest.mark.django_db
def test_who_has_read_the_guide_is_told_what_changed_since(site: None, signed_in: SignedIn) -> None:
    page = guide()
    reader = signed_in("official")
    address = f"/lv/guidelines/changes/{page.pk}/"
    page.body[1].value["text"] = "Citādi."
    publish_page(page=page, by=None)
    assert "jauns Jums" not in reader.get(address).content.decode()
    reader.post(f"/lv/guidelines/read/{page.pk}/")
    assert "kopš tā nekas nav mainījies" in reader.get(address).content.decode()

    page.body[1].value["text"] = "Pavisam citādi."
    publish_page(page=page, by=None)

    shown = reader.get(address).content.decode()
    assert re.search(r"Kopš Jūsu pēdējās lasīšanas [\d.]+: 1 precizēts", shown)
    assert shown.count("jauns Jums") == 1
    assert "jauns Jums" not in signed_in("official").get(address).content.decode()


@pytest.mark.django_db
def test_words_that_nobody_should_have_read_go_for_good_and_how_much_changed_stays(
    site: None, signed_in: SignedIn
) -> None:
    page, editor = guide(), person("editor")
    reader = signed_in("official")
    reader.post(f"/lv/guidelines/read/{page.pk}/")
    page.body[1].value["text"] = "To pastāstīja Zahra no Mucenieku centra."
    publish_page(page=page, by=editor)
    page.body[1].value["text"] = "Pilnajā vārdā var būt četras daļas."
    publish_page(page=page, by=editor)
    changes = f"/lv/guidelines/changes/{page.pk}/"
    addresses = [f"{changes}{one.pk}/withhold/" for one in PublishedVersion.objects.exclude(parts=[])]

    assert "withhold" not in reader.get(changes).content.decode()
    assert [reader.post(address).status_code for address in addresses] == [403, 403]
    assert "Zahra" in reader.get(changes).content.decode()
    client = signed_in(editor)
    assert addresses[0] in client.get(changes).content.decode()
    for address in [*addresses, *addresses]:
        said = client.post(address, follow=True).content.decode()

    assert "Šo izmaiņu vārdu vairs nav" in said
    assert "withhold" not in said
    shown = reader.get(changes).content.decode()
    assert "Zahra" not in shown
    assert "1 precizēts. Redaktori vārdus ir izņēmuši." in shown
    assert re.search(r"Kopš Jūsu pēdējās lasīšanas [\d.]+: 2 precizēti", shown)
    assert "Vārdi: 1 precizēts" in reader.get(page.get_url()).content.decode()
    entries = TrailEntry.objects.filter(action="withhold_changes")
    assert [entry.actor_id for entry in entries] == [editor.pk, editor.pk]


@pytest.mark.django_db
def test_a_version_that_reads_the_same_is_none_and_only_the_latest_keeps_its_text(site: None) -> None:
    page = guide()
    publish_page(page=page, by=None)
    assert PublishedVersion.objects.count() == 1

    page.body[1].value["text"] = "Citādi."
    publish_page(page=page, by=None)

    latest, first = PublishedVersion.objects.all()
    assert (bool(latest.units), bool(first.units), first.parts) == (True, False, [])


@pytest.mark.django_db
def test_the_changes_of_a_page_that_cannot_be_read_are_not_shown_and_without_any_it_says_so(
    site: None, signed_in: SignedIn
) -> None:
    page = guide()
    reader = signed_in("official")
    address = f"/lv/guidelines/changes/{page.pk}/"

    assert "Vēl nekas nav mainījies" in reader.get(address).content.decode()
    page.unpublish()
    assert reader.get(address).status_code == 404


@pytest.mark.django_db
def test_what_was_published_before_versions_were_noted_is_the_first_one(site: None) -> None:
    page = guide()
    noted = PublishedVersion.objects.get().units
    PublishedVersion.objects.all().delete()

    migration = import_module("guidelines.migrations.0006_versions_published_before")
    migration.note(apps, SimpleNamespace(connection=connection))

    assert [(one.page_id, one.units) for one in PublishedVersion.objects.all()] == [(page.pk, noted)]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 10, 100])
def test_the_changes_cost_the_same_however_many_there_are(
    site: None, signed_in: SignedIn, django_assert_num_queries: Any, number: int
) -> None:
    page = guide()
    blocks = CultureGuidePage.body.field.stream_block
    added = [{"statement": STATEMENT | {"key": f"s{n}"}} for n in range(number)]
    page.body = stream(blocks, [{"section": {"key": "a", "title": "A"}}, *added], "t/changed")
    publish_page(page=page, by=None)
    reader = signed_in("official")
    reader.get(page.get_url())

    with django_assert_num_queries(8):
        reader.get(f"/lv/guidelines/changes/{page.pk}/")
