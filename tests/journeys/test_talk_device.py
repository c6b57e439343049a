"""A device without room: told at once or on the way, and no answer is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories.people import person
from tests.factories.talks import talk_with
from tests.journeys.browser import Visits
from tests.journeys.test_talk import answered_without_room, open_at, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def waiting(page: Page, number: int) -> None:
    words = "1 atbilde gaida" if number == 1 else f"{number} atbildes gaida"
    expect(page.locator("[data-saved-waiting]")).to_contain_text(words)


def test_a_full_device_says_so_at_once_and_answers_arrive_all_the_same(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        # The browser's own limit, not a stand-in for it.
        full = {"origin": visit.address, "quotaSize": 1}
        visit.page.context.new_cdp_session(visit.page).send("Storage.overrideQuotaForOrigin", full)
        answered_without_room(visit, audit)
    assert stored(mentor) == {"LND01": 3}


def test_a_device_that_fills_up_says_so_and_the_answer_waits_in_the_page(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        open_at(visit, audit, "LND01")
        page.context.set_offline(True)
        visit.press("4", "Enter")
        waiting(page, 1)
        expect(page.locator("[data-saved-device]")).to_contain_text("šajā ierīcē")

        page.evaluate(
            """() => {
                IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
            }"""
        )
        visit.press("2", "Enter")
        waiting(page, 2)
        expect(page.locator("[data-news]")).to_contain_text("tikai šajā lapā")
        expect(page.locator("[data-saved-device]")).to_be_empty()

        page.context.set_offline(False)
        expect(page.locator("[data-saved-waiting]")).to_be_hidden(timeout=15000)
    assert stored(mentor) == {"LND01": 3, "LND03": 1}
