"""Path 2: an official opens a guide, the mirror, the source of a statement, and makes a briefing that fits on A5."""

import re
from itertools import product

import pytest

from guidelines import demo
from tests.journeys.browser import DESK, PHONE, Visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = (
    "/lv/vadlinijas/",
    "/lv/vadlinijas/sirija-kulturas-vadlinijas/",
    "/lv/vadlinijas/saruna-ar-tulku/",
    "/lv/guidelines/briefing/",
    "/lv/guidelines/handouts/syria/ar/",
    "/en/practices/",
    "/lv/practices/countries/fi/",
    "/lv/practices/compare/?p=FI-05&p=SE-14",
    "/fi/kaytannot/koto-sib/",
)


@pytest.fixture
def content(site: None) -> None:
    """The guides, hand-outs and briefing as the demo loads them, and two practices."""
    demo.load_indexes()
    demo.load_guides()
    demo.load_words()
    demo.load_practices("FI-05", "SE-14")


def pages_of(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page(?!s)", document))


def test_an_official_prepares_for_a_first_meeting(visitor: Visits, content: None) -> None:
    with visitor("official") as visit:
        page = visit.page
        visit.go("/lv/home/")
        page.get_by_role("navigation", name="Galvenā navigācija").get_by_role("link", name="Vadlīnijas").click()
        page.get_by_role("link", name="Sīrija: kultūras vadlīnijas").click()
        assert page.get_by_role("heading", name="Desmit minūtēs").is_visible()
        # The point of the short version leads to the statement, and the statement to its source.
        page.get_by_role("link", name=re.compile("Uz ko tas balstās")).first.click()
        statement = page.locator(".statement:target")
        assert statement.is_visible()
        scope = statement.locator("dl")
        assert not scope.is_visible()
        statement.locator("summary").click()
        assert "Uz ko attiecas" in scope.inner_text()
        scope.get_by_role("link").click()
        assert page.locator("li.source:target").is_visible()
        # The mirror: both sides, and a phrase for either.
        page.get_by_role("link", name="Spogulis", exact=True).click()
        assert page.get_by_text("Neitrāla frāze abiem").first.is_visible()
        # One page for the meeting.
        page.get_by_role("link", name="Uz vienas lapas").click()
        page.locator("#brief-meeting").select_option(label="Pirmā tikšanās")
        page.get_by_label("Kas piedalās").select_option(label="Tulks klātienē")
        page.get_by_role("button", name="Sagatavot").click()
        sheet = page.get_by_role("article")
        assert sheet.get_by_role("heading", level=2).inner_text() == "Pirmā tikšanās, Sīrija (SY), tulks klātienē"
        assert "112" in sheet.inner_text()
        address = page.get_by_role("link", name="Drukāt A5").get_attribute("href")
        printed = page.context.request.get(f"{visit.address}{address}")
        assert pages_of(printed.body()) == 1
        visit.go("/lv/vadlinijas/sirija-kulturas-vadlinijas/")
        page.get_by_role("button", name="Izlasīju un sapratu").click()
        toast = page.locator("[data-toast]").inner_text()
        assert "Pierakstīts:" in toast
        assert "ir izlasīts" in toast


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_briefing_prints_on_one_a5_page(visitor: Visits, content: None, language: str) -> None:
    with visitor("official") as visit:
        visit.go(f"/{language}/guidelines/briefing/")
        values = [
            [option.get_attribute("value") for option in visit.page.locator(f"#brief-{name} option").all()]
            for name in ("origin", "meeting", "present")
        ]
        for origin, meeting, present in product(*values):
            query = f"origin={origin}&meeting={meeting}&present={present}"
            visit.page.goto(f"{visit.address}/{language}/guidelines/briefing/?{query}")
            # The width and height of A5 from the page's own style; Chromium's default otherwise.
            printed = visit.page.pdf(prefer_css_page_size=True)
            assert pages_of(printed) == 1, query
            size = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
            assert size, query
            # A5 is 148 × 210 mm; Chromium rounds to its own pixels.
            assert (float(size[1]), float(size[2])) == pytest.approx((419.5, 595.3), abs=1.5), query
            document = visit.page.context.request.get(
                f"{visit.address}/{language}/guidelines/briefing/sheet.pdf?{query}"
            )
            assert pages_of(document.body()) == 1, query


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_screen_is_accessible_and_fits(visitor: Visits, content: None, width: int, theme: str) -> None:
    with visitor("official", width=width, theme=theme) as visit:
        for path in SCREENS:
            visit.go(path)
            visit.fits()
            visit.axe()


def test_an_official_reads_how_finland_did_it(visitor: Visits, content: None) -> None:
    with visitor("official", width=PHONE) as visit:
        page = visit.page
        visit.go("/lv/practices/")
        page.get_by_text("Sašaurināt sarakstu").click()
        page.get_by_role("link", name=re.compile("^Somija")).last.click()
        page.get_by_role("link", name="Koto-SIB – integrācijas sociālās ietekmes obligācija").click()
        assert page.locator("main .prose[lang=fi]").first.is_visible()
        page.get_by_text("Latviski", exact=True).first.click()
        assert page.locator("[data-own][open]").is_visible()
        assert page.get_by_role("table").first.is_visible()


def test_the_briefing_works_without_scripts(visitor: Visits, content: None) -> None:
    with visitor("official", scripts=False) as visit:
        visit.go("/lv/guidelines/briefing/")
        visit.page.get_by_label("Kas piedalās").select_option(label="Nepilngadīgais")
        visit.page.get_by_role("button", name="Sagatavot").click()
        assert "nepilngadīgais" in visit.page.get_by_role("article").inner_text()


def test_the_briefing_opens_without_a_network_after_once(visitor: Visits, content: None) -> None:
    with visitor("official") as visit:
        visit.expect("ERR_INTERNET_DISCONNECTED")
        visit.go("/lv/guidelines/briefing/?origin=syria")
        visit.page.get_by_text("Atveras arī bez tīkla").wait_for()
        visit.page.context.set_offline(True)
        visit.page.goto(f"{visit.address}/lv/guidelines/briefing/?origin=ukraine&present=family")
        sheet = visit.page.get_by_role("article")
        assert "Добрий день" in sheet.inner_text()
        assert "Bērni netulko" in sheet.inner_text()
        visit.page.get_by_label("Kas piedalās").select_option(label="Tulks pa tālruni")
        assert "Bērni netulko" not in sheet.inner_text()
        assert "Skaļrunis" in sheet.inner_text()
        assert visit.page.get_by_text("Konts").count() == 0
        visit.page.context.set_offline(False)


def test_a_questioned_sentence_shows_its_outcome_to_readers(visitor: Visits, content: None) -> None:
    guide = "/lv/vadlinijas/sirija-kulturas-vadlinijas/"
    with visitor("official") as visit:
        page = visit.page
        visit.go(guide)
        statement = page.locator(".statement").first
        sentence = statement.locator(".statement__say").inner_text()
        statement.locator("summary").click()
        statement.get_by_role("link", name="Apšaubīt šo teikumu").click()
        visit.expect("answer 422")
        page.get_by_role("button", name="Nosūtīt redakcijai").click()
        visit.axe()
        page.get_by_role("radio").first.check()
        page.get_by_role("textbox").first.fill("Pēdējā gada laikā tas ir mainījies.")
        page.get_by_role("button", name="Nosūtīt redakcijai").click()
        assert "Apšaubīts" in page.locator(".statement").first.inner_text()
    with visitor("editor") as visit:
        page = visit.page
        visit.go("/lv/home/")
        page.get_by_role("link", name="Atbildēt").first.click()
        assert sentence in page.locator("blockquote").inner_text()
        page.get_by_role("radio").first.check()
        page.get_by_role("textbox").first.fill("Pārbaudījām; teikums paliek.")
        page.get_by_role("button", name="Atbildēt").click()
    with visitor("learner") as visit:
        visit.go(guide)
        assert "Pārbaudījām; teikums paliek." in visit.page.locator(".statement").first.inner_text()
