"""A mentor and a client side by side: Latvian beside Arabic, answer by answer, with the line cut in the middle."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.components.pictures import FLAGS, chromium_program
from portal.protection.actor import acting
from skills_audit.models import Answer, Audit
from skills_audit.talk.device import walk_data
from skills_audit.talk.session import Talk
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.talks import licensed, said, talk_with
from tests.journeys.browser import Visit, Visits, sign_in
from tests.skills_audit.demo_answers import demo_rows
from tests.skills_audit.instrument.shipped import shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


ROUTES = ("core", "full", "review")


def ready(page: Page) -> None:
    """The next questions are on the device."""
    page.wait_for_selector("html[data-talk=ready]")


def open_at(visit: Visit, audit: Audit, place: str) -> None:
    """The talk at a question (`LND01`) or at one of an entry (`WRK03/e1`), ready to go on by itself."""
    visit.go(f"/lv/audit/{audit.client_id}/talk/{audit.pk}/{place}/")
    ready(visit.page)


def stored(mentor: User) -> dict[str, object]:
    with acting(mentor):
        return {answer.item: answer.content.get("value") for answer in Answer.objects.all()}


def go_on(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Tālāk").click()


def test_a_mentor_begins_a_talk_from_the_caseload(visitor: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    from skills_audit.instrument.publishing import publish_instrument

    licensed(monkeypatch)
    publish_instrument(version="1.0.0")
    mentor = person("social_mentor")
    client = client_of(mentor)
    with visitor(mentor) as visit:
        visit.go("/lv/audit/")
        visit.axe()
        visit.page.get_by_role("link", name=client.code).first.click()
        visit.axe()
        visit.page.get_by_role("button", name="Sākt sarunu").click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Kurā valodā Jums ir visērtāk runāt?")
        visit.axe()


def test_answers_go_one_by_one_and_keys_are_enough(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        open_at(visit, audit, "LND01")
        expect(visit.page.locator("#ask-other")).to_have_attribute("dir", "rtl")
        visit.axe()
        visit.press("4", "Enter")
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Kā Jūs ikdienā rēķināt?")
        visit.press("d")
        expect(visit.page.get_by_role("heading", level=1)).to_contain_text("sazināties ar citiem")
        expect(visit.page.locator("[data-saved-server]")).to_contain_text("Saglabāts serverī")
        expect(visit.page.locator("[data-saved-waiting]")).to_be_hidden()
        visit.page.go_back()
        expect(visit.page.locator("[data-given], [data-number]").first).to_be_visible()
        visit.page.go_back()
        expect(visit.page.locator("input[name=value][value='3']")).to_be_checked()
    with acting(mentor):
        assert stored(mentor)["LND01"] == 3
        assert Answer.objects.get(item="LND03").content == {"state": "declined"}


def test_the_line_is_cut_in_the_middle_and_nothing_is_lost(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        open_at(visit, audit, "LND01")
        visit.press("4", "Enter")
        expect(page.locator("[data-saved-server]")).to_contain_text("Saglabāts serverī")

        page.context.set_offline(True)
        visit.press("2", "Enter")  # LND03
        visit.press("3", "Enter")  # LND05
        expect(page.locator("[data-saved-waiting]")).to_contain_text("2 atbildes gaida nosūtīšanu")
        expect(page.locator("[data-news]")).to_contain_text("Nav savienojuma")
        assert stored(mentor) == {"LND01": 3}

        page.context.set_offline(False)
        expect(page.locator("[data-saved-waiting]")).to_be_hidden(timeout=15000)
        assert stored(mentor) == {"LND01": 3, "LND03": 1, "LND05": 2}


def test_two_languages_told_one_after_the_other_stay_two(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        open_at(visit, audit, "GOA01")
        go_on(visit)
        go_on(visit)
        for language, code in (("latvie", "lav"), ("krievu", "rus")):
            page.get_by_role("combobox").fill(language)
            visit.press("Enter")
            go_on(visit)
            expect(page.locator("[data-code=LAN02]")).to_be_visible()
            expect(page).to_have_title(re.compile("Cik daudz Jūs saprotat"))
            go_on(visit)
            go_on(visit)
            if code == "lav":
                page.locator("[data-add]").click()
        expect(page.locator("[data-entries] li")).to_have_count(2)
        expect(page.locator("[data-saved-waiting]")).to_be_hidden()
    with acting(mentor):
        assert sorted(answer.content["value"] for answer in Answer.objects.filter(item="LAN01")) == ["lav", "rus"]


DENIED = "Object.defineProperty(window, 'indexedDB', {{ get() {{ {} }} }})"
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError') }"


@pytest.mark.parametrize(
    "script",
    [DENIED.format("return undefined"), DENIED.format("throw new DOMException('no', 'SecurityError')"), FULL],
    ids=["gone", "throws", "full"],
)
def test_a_browser_that_keeps_nothing_says_so_before_anything_is_typed(visitor: Visits, script: str) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        visit.page.add_init_script(script)
        answered_without_room(visit, audit)
    assert stored(mentor) == {"LND01": 3}


def answered_without_room(visit: Visit, audit: Audit) -> None:
    """The page says that nothing is kept on the device, and the first answer arrives all the same."""
    open_at(visit, audit, "LND01")
    expect(visit.page.locator("[data-news]")).to_contain_text("tikai šajā lapā")
    visit.press("4", "Enter")
    expect(visit.page.locator("[data-saved-server]")).to_contain_text("Saglabāts serverī")


def test_a_killed_browser_loses_nothing_and_shows_no_readable_answer(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    address = f"/lv/audit/{audit.client_id}/talk/{audit.pk}/GOA04/"

    with acting(mentor):
        Audit.objects.update(route="full")
    with visitor(mentor) as visit:
        page = visit.page
        visit.go(address)
        ready(page)
        page.context.set_offline(True)
        page.locator("textarea[name=value]").fill("MARĶIERIS-774")
        go_on(visit)
        expect(page.locator("[data-saved-device]")).to_contain_text("šajā ierīcē")
        dump = page.evaluate(
            """async () => {
                const open = indexedDB.open("talk-drafts");
                const base = await new Promise(done => (open.onsuccess = () => done(open.result)));
                const rows = await new Promise(done => {
                    const all = base.transaction("drafts").objectStore("drafts").getAll();
                    all.onsuccess = () => done(all.result);
                });
                return rows.length + " " + rows.map(row => new TextDecoder().decode(row.sealed)).join(" ");
            }"""
        )
        assert dump.startswith("1 ")
        assert "774" not in dump
        page.close(run_before_unload=False)
        visit.page.context.set_offline(False)
        second = visit.page.context.new_page()
        second.goto(f"{visit.address}{address}")
        expect(second.locator("[data-saved-server]")).to_contain_text("Saglabāts serverī", timeout=15000)
        second.wait_for_function("() => document.querySelector('[data-saved-waiting]').hidden")
    assert stored(mentor)["GOA04"] == "MARĶIERIS-774"


def test_a_session_that_ends_keeps_the_answer_and_asks_to_sign_in(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        page = visit.page
        open_at(visit, audit, "LND01")
        visit.expect("401")
        cookies = page.context.cookies()
        page.context.clear_cookies(name="sessionid")
        visit.press("4", "Enter")
        expect(page.locator("[data-news]")).to_contain_text("Sesija ir beigusies")
        assert stored(mentor) == {}
        page.context.add_cookies(cookies)
        page.evaluate("() => dispatchEvent(new Event('focus'))")
        expect(page.locator("[data-saved-waiting]")).to_be_hidden(timeout=15000)
    assert stored(mentor) == {"LND01": 3}


def test_a_paused_talk_goes_on_in_another_browser_and_is_finished(
    visitor: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    licensed(monkeypatch)
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor) as visit:
        open_at(visit, audit, "TRV01")
        visit.press("3", "Enter")
        expect(visit.page.locator("[data-saved-waiting]")).to_be_hidden()
        visit.page.get_by_role("link", name="Apturēt").click()
        visit.axe()
        visit.page.get_by_role("button", name="Apturēt un turpināt citreiz").click()
        expect(visit.page.locator("[data-toast]")).to_contain_text("Saruna ir apturēta")
    with visitor(mentor, width=360, theme="dark") as visit:
        visit.go(f"/lv/audit/{audit.client_id}/")
        visit.page.get_by_role("link", name="Turpināt sarunu").click()
        expect(visit.page.locator("[data-code=TRV03]")).to_be_visible()
        visit.fits()
        visit.axe()
        visit.go(f"/lv/audit/{audit.client_id}/talk/{audit.pk}/end/")
        visit.axe()
        visit.page.get_by_role("button", name="Pabeigt sarunu").click()
        visit.page.wait_for_load_state()
    with acting(mentor):
        assert Audit.objects.get().state == "finished"


def test_the_clients_side_is_calm_in_arabic(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    said(audit, mentor, LEG01="refugee")
    with visitor(mentor, width=768) as visit:
        visit.go(f"/lv/audit/{audit.client_id}/talk/{audit.pk}/client/LND01/")
        expect(visit.page.locator("html")).to_have_attribute("dir", "rtl")
        visit.axe()
        visit.fits()
        visit.page.locator(".choice").nth(3).click()
        visit.page.locator(".btn--main").click()
        visit.page.wait_for_url("**/client/LND03/")
    assert stored(mentor)["LND01"] == 3


def test_without_a_script_the_talk_goes_on_all_the_same(visitor: Visits) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    with visitor(mentor, scripts=False) as visit:
        visit.go(f"/lv/audit/{audit.client_id}/talk/{audit.pk}/LND01/")
        visit.page.locator("input[name=value][value='3']").check()
        go_on(visit)
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Kā Jūs ikdienā rēķināt?")
    assert stored(mentor) == {"LND01": 3}


def test_the_device_walks_exactly_as_the_server_does(visitor: Visits) -> None:
    mentor = person("social_mentor")
    talk_with(mentor)
    cases = [(code, route) for code in ("K-2207", "K-2231", "K-2198", "K-2112", "K-2101") for route in ROUTES]
    with visitor(mentor) as visit:
        visit.go("/lv/audit/")
        for code, route in [*cases, ("", "core"), ("", "full")]:
            rows = demo_rows(code) if code else {}
            talk = Talk(Audit(route=route, client_language="ar"), shipped(), rows, {})
            walked = visit.page.evaluate(
                """async ([data, rows]) => {
                    const { Walk } = await import("/static/skills_audit/walk.js");
                    const walk = new Walk(data, new Map(rows));
                    const { done, total } = walk.progress();
                    const position = ({ code, entry }) => entry ? `${code}/${entry}` : code;
                    return [walk.steps().map(position), done, total];
                }""",
                [walk_data(talk, "lv"), [[f"{item}|{entry}", content] for (item, entry), content in rows.items()]],
            )
            expected = [[step.position for step in talk.steps], talk.progress.done, talk.progress.total]
            assert walked == expected, (code, route)


def test_after_days_without_a_line_answers_of_fifty_talks_are_sent_from_the_caseload(visitor: Visits) -> None:
    """Also past a session that ended meanwhile, over a line of 400 kbit/s, and each once."""
    mentor = person("social_mentor")
    audits = [talk_with(mentor) for _ in range(50)]
    with visitor(mentor) as visit:
        page = visit.page
        visit.go("/lv/audit/")
        token = page.context.cookies()
        page.evaluate(
            """async ([audits, person, url, operation]) => {
                const { Vault } = await import("/static/skills_audit/vault.js");
                const token = () => /csrftoken=([^;]+)/.exec(document.cookie)[1];
                const vault = new Vault({ url, token, person, audit: "" });
                for (const [at, audit] of audits.entries()) {
                    vault.audit = audit;
                    for (const [number, item] of ["LND01", "LND03"].entries()) {
                        const id = operation.replace("000000000000", String(at * 10 + number).padStart(12, "0"));
                        const content = { state: "value", value: 2 };
                        await vault.put(id, { operation: id, item, entry: "", content, base: 0, position: null });
                    }
                }
            }""",
            [[str(audit.pk) for audit in audits], mentor.pk, "/lv/audit/api/draft-key/",
             "0198c0de-0000-4000-8000-000000000000"],
        )  # fmt: skip
        visit.expect("401")
        page.context.clear_cookies(name="sessionid")
        page.evaluate("""async () => { await import("/static/skills_audit/sweep.js?again"); }""")
        page.context.add_cookies(token)
        slow = page.context.new_cdp_session(page)
        slow.send("Network.enable")
        slow.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
        )
        visit.go("/lv/audit/")
        expect(page.locator("[data-sweep]")).to_have_text(
            "Visas atbildes, kas gaidīja šajā ierīcē, tagad ir serverī.", timeout=120_000
        )
        assert (
            page.evaluate(
                """() => new Promise(done => { const open = indexedDB.open("talk-drafts"); open.onsuccess = () => {
                const count = open.result.transaction("drafts").objectStore("drafts").count();
                count.onsuccess = () => done(count.result); }; })"""
            )
            == 0
        )
        visit.go("/lv/audit/")
        expect(page.locator("[data-sweep]")).to_be_hidden()
    with acting(mentor):
        assert Answer.objects.count() == 100
        assert set(Answer.objects.values_list("version", flat=True)) == {1}


def test_a_copied_profile_holds_no_readable_word_of_a_client(chromium: Any, live_server: Any, tmp_path: Path) -> None:
    """Everything the browser has written: history, sessions, caches, storage; after it was closed without a line."""
    mentor, address = person("social_mentor"), live_server.url.replace("127.0.0.1", "localhost")
    audit = talk_with(mentor, client_of(mentor, name="Zelmenīte Marķiere"))
    with acting(mentor):
        Audit.objects.update(route="full")
    browser = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium_program(), args=list(FLAGS)
    )
    sign_in(browser, mentor, address)
    page = browser.new_page()
    page.goto(f"{address}/lv/audit/{audit.client_id}/plan/steps/add/")
    page.locator("textarea[name=words]").fill("MARĶIERIS-775")
    page.goto(f"{address}/lv/audit/{audit.client_id}/")
    page.goto(f"{address}/lv/audit/{audit.client_id}/talk/{audit.pk}/GOA04/")
    ready(page)
    browser.set_offline(True)
    page.locator("textarea[name=value]").fill("MARĶIERIS-774")
    page.get_by_role("button", name="Tālāk").click()
    expect(page.locator("[data-saved-device]")).to_contain_text("šajā ierīcē")
    browser.close()

    whole = b"".join(path.read_bytes() for path in (tmp_path / "profile").rglob("*") if path.is_file())
    assert b"talk-drafts" in whole or "talk-drafts".encode("utf-16-le") in whole or b"t\0a\0l\0k" in whole
    for secret in ("MARĶIERIS", "Marķiere", "Zelmenīte", "S-774", "S-775"):
        for coding in ("utf-8", "utf-16-le"):
            assert secret.encode(coding) not in whole, secret
