"""Path 3: an official asks in Latvian and finds how five countries do it; with keys alone, or without scripts."""

import re

import pytest

from guidelines import demo
from search import indexing
from tests.journeys.browser import DESK, PHONE, TABLET, Visits
from tests.search.documents import concepts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKED = "mājokļi bēgļiem"


@pytest.fixture
def content(site: None) -> None:
    """A practice about housing from each of the five countries, the concepts for it, and their index."""
    demo.load_indexes()
    demo.load_words()
    demo.load_practices("FI-17", "SE-14", "NL-04", "SI-06", "HU-04")
    concepts("housing", "refugee", "reception", "housing-allowance", "language-course")
    indexing.rebuild_index()


def test_an_official_finds_foreign_practices_in_their_own_language(visitor: Visits, content: None) -> None:
    with visitor("official") as visit:
        page = visit.page
        visit.go("/lv/home/")
        visit.press("/")
        page.wait_for_url("**/search/")
        assert visit.focused() == "Ko meklējat"
        page.keyboard.type(ASKED)
        visit.press("Enter")
        page.wait_for_url("**/search/?q=*")
        results = page.locator("article.result")
        told = results.all_inner_texts()
        for language in ("somu", "zviedru", "nīderlandiešu", "slovēņu", "ungāru"):
            assert any(f"{language} valodā" in text for text in told), language
        swedish = results.filter(has_text="Zviedrija (SE)")
        assert "Bosättningslagen" in swedish.locator("[lang=sv]").first.inner_text()
        assert swedish.locator("[lang=lv] mark").first.is_visible()
        assert re.search(r"Kāpēc šeit: \w+ \(sv\) = (mājoklis|bēglis)", swedish.inner_text())
        # One country of five; its own facet still offers the others.
        page.get_by_role("complementary").get_by_role("link", name=re.compile("^Nīderlande")).click()
        page.wait_for_url("**country=NL*")
        assert results.count() == 1
        assert page.get_by_role("complementary").get_by_role("link", name=re.compile("^Somija")).is_visible()
        page.get_by_role("link", name=re.compile("Valsts: Nīderlande")).click()
        page.wait_for_url(lambda url: "country" not in url)
        assert results.count() == 5
        results.filter(has_text="Somija (FI)").get_by_role("heading").get_by_role("link").click()
        assert page.get_by_role("heading", level=1).is_visible()
        assert "Kotimajoitusverkosto" in page.content()


def test_suggestions_are_chosen_with_keys_alone(visitor: Visits, content: None) -> None:
    with visitor("official") as visit:
        page = visit.page
        visit.go("/lv/search/")
        field = page.get_by_role("combobox")
        before = field.bounding_box()
        page.keyboard.type("mājo")
        options = page.get_by_role("option")
        options.first.wait_for()
        assert field.get_attribute("aria-expanded") == "true"
        assert field.bounding_box() == before  # nothing jumps
        visit.axe()
        visit.press("ArrowDown")
        first = options.first
        assert first.get_attribute("aria-selected") == "true"
        assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
        visit.press("ArrowUp")
        assert options.last.get_attribute("aria-selected") == "true"
        visit.press("Escape")
        assert not options.first.is_visible()
        assert field.input_value() == "mājo"
        page.keyboard.type("k")
        options.first.wait_for()
        visit.press("ArrowDown", "Enter")
        page.wait_for_url("**q=m%C4%81joklis*")
        assert page.locator("article.result").first.is_visible()


def test_search_works_without_scripts(visitor: Visits, content: None) -> None:
    with visitor("official", scripts=False, width=PHONE) as visit:
        page = visit.page
        visit.go("/lv/search/")
        page.get_by_label("Ko meklējat").fill("majokli begliem")
        page.get_by_role("button", name="Meklēt").click()
        assert page.locator("article.result").count() == 5
        page.get_by_text("Sašaurināt rezultātus").click()
        page.get_by_role("complementary").get_by_role("link", name=re.compile("^Somu")).click()
        assert page.locator("article.result").count() == 1
        page.get_by_label("Ko meklējat").fill("kvantu gravitācija")
        page.get_by_role("button", name="Meklēt").click()
        assert "nekas netika atrasts" in page.get_by_role("main").inner_text()
        assert "gravitācija" in page.get_by_role("main").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_every_state_is_accessible_and_fits(visitor: Visits, content: None, width: int, theme: str) -> None:
    long_word = "nepavadītnepilngadīgopatvērumameklētājuuzņemšanaskoordinācijaspadome"
    with visitor("official", width=width, theme=theme) as visit:
        for path in (
            "/lv/search/",
            f"/lv/search/?q={ASKED}",
            "/en/search/?q=housing+refugees&country=FI&language=fi",
            "/lv/search/?q=bēgļiem&language=hu",
            "/lv/search/?q=majokluss",
            f"/lv/search/?q={long_word}",
            f"/lv/search/?q={ASKED}&country={long_word}",
        ):
            visit.go(path)
            visit.fits()
            visit.axe()


def test_a_phone_in_large_text_keeps_everything_in_the_window(visitor: Visits, content: None) -> None:
    with visitor("official", width=320, zoom=200) as visit:
        visit.go(f"/lv/search/?q={ASKED}")
        visit.fits()
