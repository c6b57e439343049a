"""A new colleague learns in Latvian, goes on in English on another device, passes, and a stranger checks it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.pages import demo as pages
from tests.factories.people import person
from tests.journeys.browser import PHONE, TABLET, Visit, Visits
from training import demo
from training.models import Attempt, AttemptQuestion, Certificate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MODULE = "asylum-procedure"


@pytest.fixture
def learner() -> User:
    """A learner of a training manager's, with the real module, bank and curricula."""
    pages.load(lambda text: None)
    demo._load_competences()
    demo._load_module(MODULE)
    demo._load_questions(MODULE)
    demo._load_curricula()
    return person("learner", first_name="Žanete", last_name="Ķirsone", supervisor=person("training_manager"))


def test_a_module_begun_in_latvian_is_passed_in_english_and_checked_by_a_stranger(
    visitor: Visits, learner: User
) -> None:
    with visitor(learner) as visit:
        begin_in_latvian(visit)
    with visitor(learner, width=PHONE, theme="dark", language="en-GB") as visit:
        go_on_in_english(visit)
        take_the_test(visit)
        hold_the_certificate(visit)
    certificate = Certificate.objects.get()
    with visitor(width=TABLET) as visit:
        visit.go(f"/lv/certificate/{certificate.code}/")
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Īsta un derīga")
        expect(visit.page.get_by_text("Žanete Ķirsone")).to_be_visible()
        visit.axe()
    assert learner.supervisor is not None
    with visitor(learner.supervisor) as visit:
        visit.go("/lv/learn/team/")
        row = visit.page.get_by_role("row", name="Žanete Ķirsone")
        expect(row.get_by_role("cell").first).to_contain_text("līdz")
        visit.axe()


def begin_in_latvian(visit: Visit) -> None:
    page = visit.page
    visit.go("/lv/learn/")
    expect(page.get_by_text("Kāpēc:").first).to_be_visible()
    visit.axe()
    page.get_by_role("link", name="Patvēruma procedūra un statusi Latvijā").first.click()
    page.get_by_role("link", name="Sākt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ceļš no lūguma līdz lēmumam")
    visit.axe()
    page.get_by_role("radio", name="No personiskās intervijas dienas").focus()
    visit.press("2")  # the number of an answer picks it
    page.get_by_role("button", name="Pārbaudīt atbildi").click()
    expect(page.get_by_role("status").get_by_text("Pareizi")).to_be_visible()
    for _lesson in range(4):
        page.get_by_role("button", name="Pabeigt un turpināt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bēgļa statuss un alternatīvais statuss")
    with page.expect_response("**/position/"):
        page.locator("#b-3").scroll_into_view_if_needed()
        page.mouse.wheel(0, 700)


def go_on_in_english(visit: Visit) -> None:
    page = visit.page
    visit.go("/en/learn/")
    page.get_by_role("link", name="Go on", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Refugee status and alternative status")
    assert "#b-" in page.url  # the block where she stopped, in the other language
    visit.fits()
    visit.axe()
    for _lesson in range(4):
        page.get_by_role("button", name="Finish and go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("first talk with Nūra")
    for choice in ("You say who you are", "“Not yet", "I do not decide"):
        page.locator(".btn--choice", has_text=choice.strip("“")).first.click()
        expect(page.locator(".scenario__last")).to_be_visible()
    visit.axe()
    page.get_by_role("button", name="Finish the lesson").click()


def take_the_test(visit: Visit) -> None:
    page = visit.page
    visit.axe()
    page.get_by_role("button", name="Begin the test").click()
    page.wait_for_url("**/attempt/**")
    attempt = Attempt.objects.get()
    for asked in attempt.questions.select_related("version__question").order_by("position"):
        expect(page.get_by_text(f"Question {asked.position} of 12").first).to_be_visible()
        if asked.position == 1:
            visit.axe()
        answer(page, asked)
        page.get_by_role("button", name="Next question" if asked.position < 12 else "Keep and look over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All questions are answered")
    visit.axe()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passed")
    visit.fits()
    visit.axe()


def answer(page: Page, asked: AttemptQuestion) -> None:
    """The right answer, given as a person would give it."""
    kind, key = asked.version.question.kind, asked.version.answer
    chosen: Any = key if isinstance(key, list) else [str(key).lower() if kind == "true_false" else key]
    if kind in ("single", "multiple", "true_false"):
        for value in chosen:
            page.locator(f"input[name=answer][value='{value}']").check()
    elif kind == "order":
        for place, name in enumerate(key, start=1):
            page.locator(f"select[name='place-{name}']").select_option(str(place))
    elif kind == "match":
        for left, right in key.items():
            page.locator(f"select[name='pair-{left}']").select_option(right)
    else:
        page.locator("input[name=answer]").fill(str(key["value"]) if kind == "numeric" else key["accepted"]["en"][0])


def hold_the_certificate(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="See the certificate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Žanete Ķirsone")
    page.get_by_label("my name").check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_label("my name")).to_be_checked()
    visit.fits()
    visit.axe()
    document = page.request.get(f"{visit.address}/en/learn/certificate/{Certificate.objects.get().code}/pdf/")
    assert document.body().startswith(b"%PDF")


def test_a_question_is_answered_by_keyboard_and_kept_at_once(visitor: Visits, learner: User) -> None:
    from training.actions import learning
    from training.catalogue import modules

    facts = next(iter(modules("lv").values()))
    for lesson in facts.lessons:
        learning.finish_lesson(user=learner, module=facts, lesson=lesson.key, language="lv")
    with visitor(learner) as visit:
        visit.go(f"/lv/learn/test/{MODULE}/")
        visit.page.get_by_role("button", name="Sākt pārbaudi").click()
        visit.page.wait_for_url("**/attempt/**")
        asked = Attempt.objects.get().questions.order_by("position").first()
        assert asked is not None
        with visit.page.expect_response("**/attempt/**"):
            answer(visit.page, asked)
        expect(visit.page.get_by_text("Atbilde saglabāta", exact=True)).to_be_visible()
    asked.refresh_from_db()
    assert asked.answer is not None
