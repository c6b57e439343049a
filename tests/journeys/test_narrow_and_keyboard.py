"""The narrowest phone with doubled text, and no mouse at all: words stay whole, and what has the focus is seen."""

import pytest
from playwright.sync_api import Locator, expect

from portal.pages import demo as pages
from tests.factories.people import person
from tests.factories.talks import talk_with
from tests.journeys.browser import PHONE, Visit, Visits
from tests.journeys.test_talk import open_at
from tests.training import making
from training.models import Attempt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HIDDEN = """() => {
    const {x, y, width, height} = document.activeElement.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    return Boolean(there?.closest(".dock")) && !document.activeElement.closest(".dock");
}"""


def takes_the_line(words: Locator) -> None:
    """Beside a sign there would be room for a letter a line."""
    box = words.first.bounding_box()
    assert box
    assert box["width"] > 200


def test_answers_keep_their_words_whole(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor, width=320, zoom=200) as visit:
        open_at(visit, audit, "LND01")
        takes_the_line(visit.page.locator(".choice__text"))
        expect(visit.page.locator(".dock")).to_have_css("position", "static")
        visit.fits()
        visit.go(f"/lv/audit/{audit.client_id}/talk/{audit.pk}/client/LND01/")
        takes_the_line(visit.page.locator(".choice > span:not(.choice__key)"))
        visit.fits()
        visit.expect("404")
        visit.go("/lv/not-here/")
        visit.fits()


def test_what_the_keyboard_comes_to_is_not_behind_the_buttons(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor, width=PHONE, height=640, motion=False) as visit:
        open_at(visit, audit, "GOA02")
        for _step in range(40):
            visit.press("Tab")
            assert not visit.page.evaluate(HIDDEN), visit.focused()


def test_questions_of_every_kind_are_answered_without_a_mouse(visitor: Visits) -> None:
    pages.load(lambda text: None)
    module = making.make_module()
    learner = person("learner")
    making.finish_lessons(learner, module)
    with visitor(learner, width=320, zoom=200) as visit:
        visit.go(f"/lv/learn/test/{module.key}/")
        press_the_main_button(visit)
        for number in range(1, len(making.ANSWERS) + 1):
            expect(visit.page.get_by_text(f"{number}. jautājums no")).to_be_visible()
            visit.fits()
            answer_by_keys(visit)
            press_the_main_button(visit)
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Visi jautājumi ir atbildēti")
        press_the_main_button(visit)
        visit.page.wait_for_url(f"{visit.address}/lv/learn/attempt/*/")
    assert Attempt.objects.get().finished_at


def press_the_main_button(visit: Visit) -> None:
    for _step in range(60):
        visit.press("Tab")
        if visit.page.evaluate("() => document.activeElement.matches('main .btn--main')"):
            visit.press("Enter")
            return
    pytest.fail(f"The keyboard never comes to the main button of {visit.page.url}.")


def answer_by_keys(visit: Visit) -> None:
    """Any answer: picked by its number, placed in lists or typed."""
    page = visit.page
    if page.locator("[data-keys] input").count():
        visit.press("1")
    for number, places in enumerate(page.locator("main select").all(), 1):
        places.focus()
        visit.press(*["ArrowDown"] * number)
    for field in page.locator("main input[name=answer]").all():
        field.focus()
        page.keyboard.type("6")
