"""After the talk: finish, read the result, agree on steps, print, review; and a stranger who gets nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Page, expect

from portal.accounts import middleware
from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.models import PlanStep
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import audit_of, finished_audit
from tests.factories.talks import licensed
from tests.journeys.browser import PHONE, Visits
from tests.skills_audit.demo_answers import demo_rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _proved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports ask who one is again; the way through that page is the sign-in's own journey."""
    monkeypatch.setattr(middleware, "did_recently_reauthenticate", lambda request: True)
    licensed(monkeypatch)


def printed(page: Page, menu: str, link: str, folder: Path) -> pypdf.PdfReader:
    page.get_by_text(menu, exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return pypdf.PdfReader(path)


def test_from_the_end_of_the_talk_to_the_review(visitor: Visits, tmp_path: Path) -> None:
    senior = person("senior_social_worker")
    mentor, worker = person("social_mentor", supervisor=senior), person("social_worker", supervisor=senior)
    client = client_of(mentor, worker, language="ar", stage="refugee")
    audit = audit_of(client, mentor, demo_rows("K-2198"), client_language="ar")

    with visitor(mentor) as visit:
        page = visit.page
        visit.go(f"/lv/audit/{client.pk}/talk/{audit.pk}/end/")
        page.get_by_role("button", name="Pabeigt sarunu").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Prasmju profils {client.code}")
        expect(page.get_by_text("Starpība ir pierādījumos")).to_be_visible()
        visit.axe()
        visit.fits()

        page.get_by_role("link", name="Kopija klientam").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        visit.axe()
        page.go_back()

        sheet = printed(page, "Lejupielādēt", "Viena lapa, arābu", tmp_path)
        assert len(sheet.pages) == 1
        assert sheet.trailer["/Root"]["/Lang"] == "ar"

        page.get_by_role("link", name="Uz plānu").click()
        for step in range(1, 4):
            page.get_by_role("button", name="Pieņemt").first.click()
            expect(page.locator(".plan > li")).to_have_count(step)
        visit.axe()
        plan = printed(page, "Drukāt", "Viena lapa, arābu", tmp_path)
        assert len(plan.pages) == 1

    with acting(mentor):
        assert PlanStep.objects.filter(client=client, state="accepted").count() == 3

    with visitor(worker) as visit:
        page = visit.page
        visit.go("/lv/home/")
        page.get_by_role("link", name="Pārskatīt").click()
        visit.axe()
        page.get_by_role("link", name=client.code).click()
        page.get_by_label("Piezīme mentoram").fill("Skaidri un pamatoti.")
        visit.axe()
        page.get_by_role("button", name="Atzīmēt kā pārskatītu").click()
        expect(page.get_by_text("Skaidri un pamatoti.")).to_be_visible()

    stranger = person("social_mentor")
    with visitor(stranger) as visit:
        visit.expect("answer 404")
        for path in (f"profile/{audit.pk}/", "plan/"):
            answer = visit.go(f"/lv/audit/{client.pk}/{path}")
            assert answer is not None
            assert answer.status == 404
    denied = TrailEntry.objects.filter(subject=client.pk, action="denied", actor_id=stranger.pk)
    assert [entry.record for entry in denied.order_by("number")] == [
        "route:skills_audit:profile", "route:skills_audit:plan",
    ]  # fmt: skip


def pages_of(mentor: User) -> dict[str, str]:
    client = client_of(mentor, language="ar", stage="refugee")
    audit = finished_audit(client, mentor, case="K-2207", client_language="ar")
    case, profile = f"/lv/audit/{client.pk}/", f"/lv/audit/{client.pk}/profile/{audit.pk}/"
    return {"profile": profile, "copy": f"{profile}copy/", "band": f"{profile}band/", "evidence": f"{profile}evidence/",
            "plan": f"{case}plan/", "step": f"{case}plan/steps/add/"}  # fmt: skip


@pytest.mark.parametrize(("theme", "width"), [("light", PHONE), ("dark", PHONE), ("dark", 1280)])
def test_every_page_is_sound_on_a_phone_and_in_the_dark(visitor: Visits, theme: str, width: int) -> None:
    mentor = person("social_mentor")
    pages: dict[str, Any] = pages_of(mentor)

    with visitor(mentor, theme=theme, width=width) as visit:
        for address in pages.values():
            visit.go(address)
            visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
            visit.axe()
            visit.fits()


def test_a_step_is_ticked_without_a_script(visitor: Visits) -> None:
    mentor = person("social_mentor")
    pages = pages_of(mentor)

    with visitor(mentor, scripts=False) as visit:
        page = visit.page
        page.goto(f"{visit.address}{pages['plan']}")
        page.get_by_role("button", name="Pieņemt").first.click()
        page.get_by_role("button", name="Atzīmēt kā izdarītu").first.click()
        expect(page.get_by_role("button", name="Atvērt no jauna")).to_be_visible()
