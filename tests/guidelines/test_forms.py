"""Facts in the admin: forms that keep what the data hold, say what is wrong at its field, and lose nothing typed."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import Block, StructBlock
from wagtail.blocks.list_block import ListValue

from guidelines import fact_forms
from guidelines.briefing_form import BriefingPartForm
from guidelines.demo import FILES, PRACTICES, plain
from guidelines.models import BriefingPart, PracticePage
from portal.blocks.structured import StructuredFormField
from portal.blocks.structured import plain as kept
from portal.demo.reading import read, stream
from tests.factories.guidelines import briefing_parts, labels, practice
from tests.factories.people import person

SignedIn = Callable[..., Client]
FREE = fact_forms.practice_facts([("eur_millions", "x")])
FIELDS_OF_PRACTICES: dict[str, Block] = {
    "provider": fact_forms.PROVIDER,
    "body": fact_forms.SECTIONS,
    "evaluation_facts": fact_forms.EVALUATION,
    "statements": fact_forms.STATEMENTS,
    "open_points": fact_forms.OPEN_POINTS,
    "contact": fact_forms.CONTACT,
    "note": fact_forms.NOTE,
}


def said(value: Any) -> Any:
    """Data without what is empty all through, and without names that hold nothing."""
    if isinstance(value, dict):
        return {name: part for name, part in ((name, said(part)) for name, part in value.items()) if part} or None
    if isinstance(value, list):
        return [said(part) for part in value] or None
    return value if value not in ("", None) else None


def through(block: Block, value: Any) -> Any:
    """What the form makes of data that nobody touched."""
    field = StructuredFormField(block=block, required=False)
    shown = field.prepare_value(value)
    assert not field.has_changed(value, shown)
    return said(kept(shown))


@pytest.mark.parametrize("file", sorted(PRACTICES.glob("*/*.yaml")), ids=lambda file: file.stem)
def test_the_form_of_a_practice_holds_all_that_its_file_says(file: Path) -> None:
    data = plain(read(file))
    for name, block in FIELDS_OF_PRACTICES.items():
        assert through(block, data[name]) == said(data[name]), name


def test_the_form_of_the_briefing_holds_all_that_its_file_says() -> None:
    data = plain(read(FILES / "briefing.yaml"))
    meetings = [(part["key"], part["key"]) for part in data["meetings"]]
    origins = [(part["key"], part["key"]) for part in data["origins"]]
    blocks = fact_forms.briefing_blocks(meetings, origins)
    for name in ("origins", "meetings", "present", "contacts", "reminders"):
        for part in data[name]:
            own = {field: value for field, value in part.items() if field != "key"}
            assert through(blocks[name.removesuffix("s")], part) == said(own), part


def test_hand_outs_countries_and_languages_keep_their_data() -> None:
    for file in (FILES / "handout").glob("*.*.yaml"):
        sheet = plain(read(file))
        assert through(fact_forms.SHEET_SECTIONS, sheet["sections"]) == said(sheet["sections"])
        assert through(fact_forms.SHEET_FILL, sheet["fill"]) == said(sheet["fill"])
    countries = plain(read(PRACTICES / "countries.yaml"))["countries"]
    for country in countries.values():
        assert through(fact_forms.NAMES, country["name"]) == said(country["name"])
        assert through(fact_forms.SCORES, country["mipex"]) == said(country["mipex"])


def test_what_nobody_filled_in_is_a_gap_and_not_an_empty_text() -> None:
    block = fact_forms.SECTIONS
    field = StructuredFormField(block=block, required=False)
    assert field.clean(field.prepare_value({"context": {"lv": "Te.", "en": "", "original": ""}, "results": None})) == {
        "context": {"original": "", "lv": "Te.", "en": ""},
        "objectives": None,
        "activities": None,
        "results": None,
        "evaluation": None,
    }
    assert field.clean(field.prepare_value({})) == {}


def test_a_wrong_line_is_refused_at_its_field_and_the_others_stay() -> None:
    field = StructuredFormField(block=fact_forms.STATEMENTS, required=False)
    typed = field.prepare_value([{"key": "a", "lv": "Latviski.", "en": "", "year": 24, "sources": []}])
    assert isinstance(typed, ListValue)
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    wrong = refused.value.block_errors[0].block_errors  # type: ignore[attr-defined]
    assert set(wrong) == {"en", "year"}
    assert field.prepare_value(typed)[0]["lv"] == "Latviski."


@pytest.mark.django_db
def test_a_fact_whose_source_is_not_on_the_page_is_refused(site: None) -> None:
    page = practice()
    page.sources = stream(page.sources.stream_block, [{"source": {"key": "a", "title": "Avots", "dated": "2024"}}], "s")
    page.statements = [{"key": "x", "lv": "x", "en": "x", "year": 2024, "sources": ["a", "b"]}]
    page.evaluation_facts = {"source": "c"}
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert set(refused.value.error_dict) == {"statements", "evaluation_facts"}
    page.statements[0]["sources"] = ["a"]
    page.evaluation_facts = {"source": "a"}
    page.clean()


@pytest.mark.django_db
def test_an_editor_finds_no_raw_data_in_the_form_of_a_practice(site: None, signed_in: SignedIn) -> None:
    labels()
    page = practice()
    body = signed_in(person("editor", is_superuser=True)).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    for name in ("sections", "provider", "facts", "statements", "open_points", "contact", "note", "evaluation_facts"):
        assert f'<textarea name="{name}"' not in body
        assert re.search(rf'id="{name}"\s+data-block', body), name
    assert '<option value="housing" selected>Mājoklis</option>' in body
    assert 'type="checkbox" name="target_groups"' in body


def posted(block: Block, value: Any, prefix: str) -> dict[str, str]:
    """A block's value as its form sends it."""
    if isinstance(block, StructBlock):
        parts = value or {}
        return {
            key: text
            for name, child in block.child_blocks.items()
            for key, text in posted(child, parts.get(name), f"{prefix}-{name}").items()
        }
    if hasattr(block, "child_block"):
        found = {f"{prefix}-count": str(len(value or []))}
        for number, part in enumerate(value or []):
            found |= {
                f"{prefix}-{number}-order": str(number),
                f"{prefix}-{number}-deleted": "",
                f"{prefix}-{number}-id": "",
            }
            found |= posted(block.child_block, part, f"{prefix}-{number}-value")
        return found
    return {prefix: "" if value is None else str(value)}


MEETING = {
    "label": {"lv": "Saruna pa tālruni", "en": "Phone call"},
    "aims": [{"lv": "Vienoties.", "en": "Agree."}],
}


@pytest.mark.django_db
def test_a_new_kind_of_meeting_is_added_in_fields() -> None:
    briefing_parts()
    block = fact_forms.briefing_blocks([], [])["meeting"]
    data = {"key": "phone-call", "order": "9", "content-count": "1", "content-0-type": "meeting", "content-0-id": ""}
    data |= {"content-0-order": "0", "content-0-deleted": ""} | posted(block, MEETING, "content-0-value")
    form = BriefingPartForm(data)
    assert form.is_valid(), form.errors
    part = form.save()
    assert (part.kind, part.content["label"], part.content["aims"]) == ("meeting", MEETING["label"], MEETING["aims"])


@pytest.mark.django_db
def test_a_part_of_the_briefing_keeps_its_kind_and_refuses_a_line_in_one_language() -> None:
    briefing_parts()
    part = BriefingPart.objects.get(kind="meeting")
    block = fact_forms.briefing_blocks([], [])["meeting"]
    typed = MEETING | {"aims": [{"lv": "Tikai latviski.", "en": ""}]}
    form = BriefingPartForm({"key": part.key, "order": "1"} | posted(block, typed, "content"), instance=part)
    assert not form.is_valid()
    assert "content" in form.errors
    assert "Tikai latviski." in form["content"].value()["aims"][0]["lv"]
    form = BriefingPartForm({"key": part.key, "order": "1"} | posted(block, MEETING, "content"), instance=part)
    assert form.is_valid(), form.errors
    assert form.save().kind == "meeting"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"verified": False}, "nav pārbaudīts"),
        (
            {"verified": True, "last_checked": date(2026, 11, 1)},
            "Pēc izpētes piezīmēm, 01.11.2026.; avoti nav pārlasīti",
        ),
        ({"verified": True, "source_read_on": date(2026, 11, 20)}, "Salīdzināts ar avotiem 20.11.2026."),
    ],
)
def test_a_practice_says_exactly_how_far_it_was_checked(
    site: None, signed_in: SignedIn, fields: dict[str, Any], words: str
) -> None:
    page: PracticePage = practice(**fields)
    body = " ".join(re.sub(r"<[^>]+>", "", signed_in("official").get(page.get_url()).content.decode()).split())
    assert words in body
    gap = "salīdzinājums ar avotiem"
    assert (gap in body) == (not page.source_read_on)
