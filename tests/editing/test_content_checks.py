"""What is told before publishing, and where; only a personal code stops a page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from guidelines.models import CultureGuidePage
from portal.accounts.models import User
from portal.editing.content_checks import Claim, Finding, Passage, Picture, Place, Reading, findings
from portal.editing.readability import lix, sentences
from portal.editing.reading import _Reader, reading_of
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from tests.editing.test_checking import CODE, draft, post, somebody
from tests.factories.guides import published_guide

LONG = "Vārds " * 36
HARD = "Daudzfunkcionālas starpinstitucionālas sadarbības koordinēšanas nodrošināšana pašvaldībās notiek. " * 20


def codes(*texts: str, **more: Any) -> list[str]:
    return [found.code for found in findings(Reading([Passage(text, **more) for text in texts]))]


def test_a_personal_code_is_grave_and_an_empty_link_is_told() -> None:
    passages = [Passage("<p>Klients 010190-12345 zvanīja.</p>"), Passage('<p><a href="/x">šeit</a></p>')]

    found = list(findings(Reading(passages)))

    assert [(f.code, f.grave) for f in found] == [("personal_code", True), ("empty_link", False)]


def test_a_personal_code_deep_in_a_text_is_shown_with_the_words_around_it() -> None:
    text = f"<p>{'Vārds ' * 60}klients 010190-12345 zvanīja {'vārds ' * 60}</p>"

    found = next(one for one in findings(Reading([Passage(text)])) if one.code == "personal_code")

    assert "klients 010190-12345 zvanīja" in found.passage
    assert len(found.passage) < 100


@pytest.mark.parametrize(
    "text",
    [
        '<p>Zvaniet <a href="/x">uz informācijas centru</a> līdz 01.12.2026.</p>',
        "<h3>Kas vajadzīgs</h3><p>Pase.</p><h4>Ja pases nav</h4><p>Izziņa.</p><h3>Kur iet</h3>",
        f"<ul><li>{'viens divi ' * 10}</li><li>{'trīs četri ' * 10}</li></ul>",
    ],
    ids=["link with words", "headings in order", "a list is no long sentence"],
)
def test_an_ordinary_text_has_no_findings(text: str) -> None:
    assert codes(text, language="lv") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<p><a href="https://a.lv">https://a.lv</a></p>', "address_link"),
        ('<p><embed embedtype="image" id="3" alt=""/></p>', "no_alt"),
        ("<h4>Pie durvīm</h4>", "heading_order"),
        ("<h3> </h3><p>Teksts.</p>", "empty_heading"),
        (f"<p>{LONG}beigas.</p>", "long_sentence"),
    ],
)
def test_what_an_editor_may_mend_is_told(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_page_with_headings_of_its_own_begins_with_them() -> None:
    opened = Passage("Sākums", level=2, stream="body")
    text = Passage("<h3>Zem tā</h3>", stream="body")

    assert not list(findings(Reading([opened, text])))
    assert [found.code for found in findings(Reading([text, opened]))] == ["heading_order"]


def test_a_claim_names_a_source_that_the_page_has_and_that_has_a_date() -> None:
    claims = [
        Claim("Bez avota.", ()), Claim("Cits avots.", ("B",)), Claim("Bez datuma.", ("A",)),
        Claim("Datums pie apgalvojuma.", ("A",), dated=True), Claim("Kārtībā.", ("C",)),
    ]  # fmt: skip

    found = list(findings(Reading(claims=claims, sources={"A": False, "C": True})))

    assert [(one.code, one.passage) for one in found] == [
        ("no_source", "Bez avota."), ("unknown_source", "B"), ("undated_source", "Bez datuma."),
    ]  # fmt: skip


def test_a_picture_needs_words_unless_it_says_nothing() -> None:
    pictures = [Picture("a.png", " "), Picture("b.png", "", decorative=True), Picture("c.png", "Durvis")]

    assert [found.passage for found in findings(Reading(pictures=pictures))] == ["a.png"]


def test_lix_is_words_a_sentence_and_per_cent_of_long_words() -> None:
    assert sentences("Pirmais. 2. decembrī būs otrais! Vai trešais? (jā)") == [
        "Pirmais", "2. decembrī būs otrais", "Vai trešais", "(jā)",
    ]  # fmt: skip
    # Björnsson: 10 words a sentence and 20 % of them longer than six letters make 30.
    assert lix("Viens divi trīs nu ja un te divdesmit astoņdesmit labi. " * 10) == 30
    assert lix("Par īsu.") is None


def test_a_hard_text_is_told_once_where_it_is_hardest_and_only_in_languages_that_are_measured() -> None:
    easy, hard = Passage("Nāc te. " * 60, Place("Ievads"), "lv"), Passage(HARD, Place("Teksts"), "lv")

    assert [(one.code, one.place.where) for one in findings(Reading([easy, hard, hard]))] == [
        ("hard_to_read", "Teksts")
    ]
    assert codes(HARD, language="fi") == []


def test_a_picture_in_a_block_is_read_with_its_words() -> None:
    class Shown:
        contextual_alt_text, decorative = "", False

        def __str__(self) -> str:
            return "durvis.png"

    reading = Reading()
    block = blocks.StructBlock([("picture", ImageBlock())])
    _Reader(reading, "lv", "Teksts", "body").block(block, {"picture": Shown()}, Place("Teksts"), "lv")

    assert reading.pictures == [Picture("durvis.png", "", False, Place("Teksts"))]


@pytest.mark.django_db
def test_a_guides_statement_with_an_unknown_source_is_named_with_its_block(site: None) -> None:
    page = published_guide("Vārdam var būt trīs daļas.", "A name may have three parts.", lead="Ievads.")
    guide = CultureGuidePage.objects.get(pk=page.pk)
    guide.sources = []

    found = [one for one in findings(reading_of(guide)) if one.code == "unknown_source"]

    assert found
    assert "bloks: Apgalvojums" in found[0].place.where
    assert found[0].place.anchor.startswith("block-")


@pytest.mark.django_db
def test_facts_that_are_stored_as_plain_data_are_read_too(site: None) -> None:
    page = published_guide("Vārds.", "A name.", lead="Ievads.")
    guide = CultureGuidePage.objects.get(pk=page.pk)
    guide.languages = [{"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": {"lv": CODE, "en": CODE}}]

    assert Finding("personal_code", CODE, Place("Valodas, kurās runā"), grave=True) in set(findings(reading_of(guide)))


@pytest.mark.django_db
def test_an_administrator_publishes_and_hears_what_deserves_another_look(
    site: None, signed_in: Callable[..., Client]
) -> None:
    administrator, page = somebody("administrator"), draft()

    answer = post(signed_in(administrator), page, **{"lead": f"{LONG}beigas.", "action-publish": "1"})

    assert StandardPage.objects.get(pk=page.pk).live
    assert "Tas neko neaptur" in answer
    assert re.search(rf'href="/admin/pages/{page.pk}/edit/">Ievads</a>. Garš teikums', answer)


@pytest.mark.django_db
def test_a_refusal_is_said_once(site: None, signed_in: Callable[..., Client]) -> None:
    administrator, page = somebody("administrator"), draft()

    answer = post(signed_in(administrator), page, **{"lead": f"{CODE} {CODE}", "action-publish": "1"})

    assert not StandardPage.objects.get(pk=page.pk).live
    assert answer.count("Lapa netika publicēta") == 1
    assert answer.count("personas koda") == 1


@pytest.mark.django_db
def test_a_new_page_is_checked_as_well(site: None, signed_in: Callable[..., Client]) -> None:
    administrator = User.objects.get(pk=somebody("administrator").pk)
    values = {
        "title": "Jauna", "slug": "jauna", "lead": CODE, "body-count": "0", "sources-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", "action-publish": "1",
    }  # fmt: skip

    answer = (
        signed_in(administrator)
        .post(f"/admin/pages/add/pages/standardpage/{home_for('lv').pk}/", values, follow=True)
        .content.decode()
    )

    assert answer.count("Lapa netika publicēta") == 1
    assert not StandardPage.objects.get(slug="jauna").live
