"""Packages in a real browser: they run, and reach nothing but their own files."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories.people import person
from tests.journeys.browser import PHONE, Visits
from tests.training import package_files as made
from tests.training.test_package_screens import kept, shown_in_a_lesson

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "true true completed 1 b=2 closed dati no home no net"


@pytest.fixture
def _tree() -> None:
    from portal.pages import demo

    demo.load(lambda text: None)


@pytest.mark.usefixtures("_tree")
def test_a_course_runs_in_its_frame_and_reaches_neither_the_portal_nor_the_net(visitor: Visits) -> None:
    address = shown_in_a_lesson(kept(made.course_that_runs()))
    with visitor(person("learner")) as visit:
        visit.expect("example.org", "Content Security Policy", "violates", "/lv/home/")
        visit.go(address)
        frame = visit.page.frame_locator("iframe")
        expect(frame.locator("#said")).to_have_text(SAID)
        expect(frame.locator("h1")).to_have_css("color", "rgb(0, 128, 0)")
        assert frame.locator("img").evaluate("image => image.naturalWidth") == 1
        visit.axe()
        visit.page.get_by_role("link", name="Vingrinājums").click()
        expect(frame.get_by_role("heading", name="Otra")).to_be_visible()
        with visit.page.expect_popup() as opened:
            visit.page.get_by_role("link", name="Atvērt atsevišķi").click()
        alone: Any = opened.value
        expect(alone.frame_locator("iframe").locator("#said")).to_have_text(SAID)


@pytest.mark.usefixtures("_tree")
def test_an_h5p_content_runs_on_a_phone(visitor: Visits) -> None:
    address = shown_in_a_lesson(kept(made.h5p_that_runs()), title="Sveiciens pie durvīm")
    with visitor(person("learner"), width=PHONE, theme="dark") as visit:
        visit.go(address)
        frame = visit.page.frame_locator("iframe")
        frame.get_by_role("button", name="Sveiki?").click()
        expect(frame.get_by_role("button", name="Sveiki!")).to_be_visible()
        visit.axe()
