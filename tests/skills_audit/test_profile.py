"""The profile of a finished audit on the page, as a copy, and on paper."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pypdf
import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import translation

from portal.accounts import middleware
from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.models import Audit, BandCorrection, ScoreRun
from skills_audit.results import correct_band
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import audit_of, finished_audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor() -> User:
    return person("social_mentor")


@pytest.fixture
def browser(mentor: User, signed_in: Any) -> Browser:
    found: Browser = signed_in(mentor)
    return found


@pytest.fixture
def proved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The person has just proved again who they are."""
    monkeypatch.setattr(middleware, "did_recently_reauthenticate", lambda request: True)


def address(name: str, audit: Audit, *more: Any, language: str = "lv") -> str:
    with translation.override(language):
        return reverse(f"skills_audit:{name}", args=[audit.client_id, audit.pk, *more])


def test_the_profile_shows_the_numbers_of_the_test_vector(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor, language="ru"), mentor, client_language="ru")

    page = browser.get(address("profile", audit)).content.decode()

    for words in ("59,68", "21,44", "Darbs ar atbalstu", "Josla nav stabila", "Vadīšana vai mācīšana", "metinātājs",
                  "norādes, versija 0.1", "Latviešu valoda", "Starpība ir pierādījumos, ne prasmēs",
                  "ESCO", "kurus neviens vēl nav kalibrējis"):  # fmt: skip
        assert words in page, words
    assert 'width="59.68%"' in page
    assert 'width="21.44%"' in page


def test_the_profile_speaks_english_too(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    mentor.language = "en"
    mentor.save()

    page = browser.get(address("profile", audit, language="en")).content.decode()

    assert "59.68" in page
    assert "Work with support" in page
    assert "Advice, not a decision" in page


def test_a_profile_needs_few_queries_however_much_evidence_there_is(
    browser: Browser, mentor: User, django_assert_max_num_queries: Any
) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    browser.get(address("profile", audit))

    with django_assert_max_num_queries(24) as counted:
        assert browser.get(address("profile", audit)).status_code == 200
    assert reads(counted) <= 15


def reads(counted: Any) -> int:
    """Queries that read something; what names the actor, locks the log and writes into it is told apart."""
    return sum(q["sql"].startswith("SELECT") and "set_config" not in q["sql"] and "advisory" not in q["sql"]
               for q in counted.captured_queries)  # fmt: skip


def test_gates_say_why_the_band_is_held(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor, case="K-2207")

    page = browser.get(address("profile", audit)).content.decode()

    assert "Latviešu valoda vēl zem A1" in page
    assert "Sazināties šodien" in page
    assert "Juridiska palīdzība" in page


def test_a_worker_who_keeps_the_computed_band_agrees_with_it(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    browser.post(address("profile_band", audit), {"band": "supported_entry", "reason": ""})

    page = browser.get(address("profile", audit)).content.decode()
    assert "piekrīt aprēķinam" in page
    assert "redz citādi" not in page


def test_a_corrected_band_stands_beside_the_computed_one(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    where = address("profile_band", audit)

    refused = browser.post(where, {"band": "ready", "reason": ""})
    assert refused.status_code == 422
    assert "vajag iemeslu" in refused.content.decode()
    for _twice in range(2):
        assert browser.post(where, {"band": "ready", "reason": "Redzēju darbnīcā."}).status_code == 302

    page = browser.get(address("profile", audit)).content.decode()
    assert "Redzēju darbnīcā." in page
    assert "Gatavs darbam" in page
    with acting(mentor):
        assert BandCorrection.objects.filter(audit=audit).count() == 1


def test_the_goal_is_worked_out_again_beside_the_earlier_result(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    for _twice in range(2):
        answer = browser.post(address("profile_goal", audit), {"latvian": "4", "hours_per_week": "6"})
        assert answer.status_code == 302

    with acting(mentor):
        runs = ScoreRun.objects.filter(audit=audit)
        assert runs.count() == 2
        assert runs.first().result["goal"]["language_hours"] == 360
    assert browser.post(address("profile_goal", audit), {"hours_per_week": "900"}).status_code == 422


def test_the_clients_copy_is_in_the_clients_language(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor, client_language="ar")

    page = browser.get(address("client_copy", audit)).content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert "ملف مهاراتي" in page
    assert "لم تُراجَع هذه الترجمة بعد" in page


def test_a_talk_that_goes_on_has_no_profile(browser: Browser, mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, {})

    assert browser.get(address("profile", audit)).status_code == 404


@pytest.mark.usefixtures("proved_again")
@pytest.mark.parametrize("language", ["lv", "en", "ar", "ru", "vi"])
@pytest.mark.parametrize("case", ["K-2198", "K-2207", "K-2112"])
def test_the_profile_prints_on_one_sheet(browser: Browser, mentor: User, case: str, language: str) -> None:
    audit = finished_audit(client_of(mentor), mentor, case=case, client_language=language)

    answer = browser.get(address("profile_pdf", audit, language))

    document = pypdf.PdfReader(io.BytesIO(answer.content))
    assert answer["Content-Type"] == "application/pdf"
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/Lang"] == language


@pytest.mark.usefixtures("proved_again")
@pytest.mark.parametrize("language", ["fr", "es", "fa", "tr", "uz", "az", "hi"])
def test_the_profile_prints_in_the_languages_of_the_newer_instrument(
    browser: Browser, mentor: User, language: str
) -> None:
    audit = finished_audit(client_of(mentor), mentor, version="1.0.1", client_language=language)

    document = pypdf.PdfReader(io.BytesIO(browser.get(address("profile_pdf", audit, language)).content))

    fonts = {font.split("+")[-1] for page in document.pages for font in page._get_fonts()[0]}
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/Lang"] == language
    assert all(font.startswith("NotoSans") for font in fonts)
    assert any("Devanagari" in font for font in fonts) == (language == "hi")
    assert any("Arabic" in font for font in fonts) == (language == "fa")


@pytest.mark.usefixtures("proved_again")
def test_an_older_audit_keeps_the_words_it_was_asked_with(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor, version="1.0.0", client_language="fr")

    assert browser.get(address("profile_pdf", audit, "fr")).status_code == 404
    assert browser.get(address("profile_pdf", audit, "en")).status_code == 200


@pytest.mark.usefixtures("proved_again")
def test_the_workbook_holds_numbers_as_numbers(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    answer = browser.get(address("profile_xlsx", audit))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    found = {row[0]: row[1:5] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert found["Valodas"] == (70, 21, 30, 100)
    assert found["Gatavība darbam"][0] == 59.68
    assert found["Josla"][0] == "Darbs ar atbalstu"
    assert found["metinātājs"] == (78.57, 55, 85, 70)
    assert found["Mērķis"][1:3] == ("vismaz", "ne vairāk kā"), "a number says what it is"


@pytest.mark.usefixtures("proved_again")
def test_the_workbook_keeps_the_workers_view_beside_the_band(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    with acting(mentor):
        correct_band(audit=audit, band="ready", reason="Strādā jau trīs mēnešus.", by=mentor)

    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(address("profile_xlsx", audit)).content)).active

    assert sheet is not None
    found = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert (found["Josla"], found["Darbinieka skatījums"]) == ("Darbs ar atbalstu", "Gatavs darbam")


def test_no_cell_of_the_workbook_can_run() -> None:
    from openpyxl import Workbook

    from skills_audit.exports import write_cell

    book = Workbook()
    for number, text in enumerate(("=1+1", "+1", "-1", "@x", "\t=1"), start=1):
        cell = book.active.cell(row=number, column=1)
        write_cell(cell, text)
        assert cell.data_type == "s"
        assert not cell.value.startswith(("=", "+", "-", "@"))


@pytest.mark.usefixtures("proved_again")
def test_the_json_is_the_input_and_the_result_without_a_name(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor, name="Samira Testa"), mentor)

    answer = browser.get(address("profile_json", audit))

    data = json.loads(answer.content)
    assert data["result"]["readiness"]["claimed"] == 59.68
    assert data["input"]["on"] == "2026-11-01"
    assert "Samira" not in answer.content.decode()


@pytest.mark.parametrize("name", ["profile_xlsx", "profile_json"])
def test_an_export_asks_who_one_is_again(browser: Browser, mentor: User, name: str) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    answer = browser.get(address(name, audit))

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


@pytest.mark.usefixtures("proved_again")
def test_an_export_is_logged(browser: Browser, mentor: User) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    browser.get(address("profile_json", audit))

    entry = TrailEntry.objects.get(subject=audit.client_id, action="export_form")
    assert entry.detail == {"form": "json"}
    assert entry.actor_id == mentor.pk


ROUTES = ("profile", "profile_band", "client_copy", "evidence", "profile_xlsx", "profile_json")


@pytest.mark.usefixtures("proved_again")
@pytest.mark.parametrize("name", ROUTES)
def test_a_foreign_profile_is_not_there_and_the_attempt_is_logged(mentor: User, signed_in: Any, name: str) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    stranger = person("social_mentor")

    answer = signed_in(stranger).get(address(name, audit))

    assert answer.status_code == 404
    denied = TrailEntry.objects.get(subject=audit.client_id, action="denied")
    assert denied.actor_id == stranger.pk


@pytest.mark.parametrize("name", ["profile_goal", "profile_score"])
def test_a_foreign_profile_cannot_be_changed(mentor: User, signed_in: Any, name: str) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    answer = signed_in("social_mentor").post(address(name, audit), {"latvian": "4"})

    assert answer.status_code == 404
    with acting(mentor):
        assert ScoreRun.objects.filter(audit=audit).count() == 1


def test_a_profile_of_another_client_is_not_reached_through_an_own_one(browser: Browser, mentor: User) -> None:
    own = client_of(mentor)
    foreign = finished_audit(client_of(other := person("social_mentor")), other)

    answer = browser.get(reverse("skills_audit:profile", args=[own.pk, foreign.pk]))

    assert answer.status_code == 404
