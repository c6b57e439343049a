"""Undo and second thoughts in a talk: taken back, put back, two versions, a second click, a number with letters."""

import pytest
from playwright.sync_api import expect

from portal.protection.actor import acting
from skills_audit.models import Answer, Audit, ConflictCopy
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.talks import said, talk_with
from tests.journeys.browser import Visits
from tests.journeys.test_talk import go_on, open_at, ready, stored
from tests.skills_audit.test_talk import with_two_jobs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_entry_is_taken_back_and_put_back_on_the_device_and_on_the_server(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = with_two_jobs(mentor)
    with visitor(mentor, width=360) as visit:
        page = visit.page
        open_at(visit, audit, "JOB")
        entries, gone = page.locator("[data-entries] li"), page.locator("[data-taken-back] li")
        entries.first.get_by_role("button").click()
        expect(entries).to_have_count(1)
        expect(gone).to_have_count(1)
        visit.fits()
        visit.axe()
        expect(page.locator("[data-saved-waiting]")).to_be_hidden()
        page.reload()
        ready(page)
        expect(gone).to_have_count(1)
        page.get_by_role("button", name="Atjaunot").click()
        expect(entries).to_have_count(2)
        expect(page.locator("[data-saved-waiting]")).to_be_hidden()
    with acting(mentor):
        assert Answer.objects.get(item="WRK01", entry="e1").content["state"] == "value"


def test_two_versions_of_an_answer_are_shown_side_by_side_and_one_is_chosen(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        open_at(visit, audit, "LND01")
        said(audit, mentor, LND01=2)  # meanwhile, on another device
        visit.expect("412")
        visit.press("4", "Enter")
        news = page.locator("[data-news]")
        expect(news).to_contain_text("Saglabāti abi varianti")
        address = news.get_by_role("link").get_attribute("href")
        assert address
        visit.go(address)
        expect(page.locator(".conflict__side")).to_have_count(2)
        visit.axe()
        page.locator("button[name=take][value=refused]").click()
        page.wait_for_load_state()
    with acting(mentor):
        assert stored(mentor)["LND01"] == 3
        assert ConflictCopy.objects.get().settled_at is not None


def test_a_double_click_answers_one_question(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        open_at(visit, audit, "LND01")
        visit.press("4")
        visit.page.get_by_role("button", name="Tālāk").dblclick()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Kā Jūs ikdienā rēķināt?")
        expect(visit.page.locator("[data-saved-waiting]")).to_be_hidden()
        expect(visit.page.locator("[data-saved-server]")).to_contain_text("Saglabāts serverī")
    assert stored(mentor) == {"LND01": 3}


def test_a_year_with_letters_is_said_in_words_and_stays_typed(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = with_two_jobs(mentor)
    with acting(mentor):
        Audit.objects.filter(pk=audit.pk).update(route="core")
    with visitor(mentor) as visit:
        page = visit.page
        open_at(visit, audit, "WRK03/e1")
        visit.expect("422")
        page.locator("[name=value-from-year]").fill("pērn")
        go_on(visit)
        expect(page.get_by_role("alert").or_(page.locator(".errors")).first).to_contain_text("gadu un mēnesi")
        expect(page.locator("[name=value-from-year]")).to_have_value("pērn")
        visit.axe()
        ready(page)
        page.locator("[name=value-from-year]").fill("2021")
        go_on(visit)
        expect(page.locator("[data-code=WRK03]")).to_have_count(0)
        ready(page)
        expect(page.locator("[data-saved-waiting]")).to_be_hidden()
        expect(page.locator("[data-saved-server]")).to_contain_text("Saglabāts serverī")
    with acting(mentor):
        assert Answer.objects.get(item="WRK03", entry="e1").content["value"] == {"from": "2021"}


def test_a_session_that_ends_while_one_writes_keeps_what_was_typed(visitor: Visits) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        visit.go(f"/lv/audit/{client.pk}/plan/steps/add/")
        words = page.locator("textarea[name=words]")
        words.fill("Kopā aizejam uz bibliotēku")
        visit.expect("401")
        cookies = page.context.cookies()
        page.context.clear_cookies(name="sessionid")
        save = page.locator("main form button.btn--main")
        save.click()
        expect(page.locator("[data-keep-note]")).to_contain_text("Sesija ir beigusies")
        expect(words).to_have_value("Kopā aizejam uz bibliotēku")
        visit.axe()
        page.context.add_cookies(cookies)
        save.click()
        page.wait_for_url(f"**/lv/audit/{client.pk}/plan/")
        expect(page.get_by_text("Kopā aizejam uz bibliotēku").first).to_be_visible()


def test_a_line_that_is_cut_while_one_writes_keeps_what_was_typed(visitor: Visits) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        visit.go(f"/lv/audit/{client.pk}/plan/steps/add/")
        words = page.locator("textarea[name=words]")
        words.fill("Kopā aizejam uz bibliotēku")
        visit.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
        page.context.set_offline(True)
        page.locator("main form button.btn--main").click()
        expect(page.locator("[data-keep-note]")).to_contain_text("Nav savienojuma")
        expect(words).to_have_value("Kopā aizejam uz bibliotēku")
        page.context.set_offline(False)
        page.locator("main form button.btn--main").click()
        page.wait_for_url(f"**/lv/audit/{client.pk}/plan/")
