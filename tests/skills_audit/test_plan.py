"""The inclusion plan: proposals decided, own steps, ticks, the clock, the sheet."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts import middleware
from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.instrument.publishing import publish_instrument
from skills_audit.models import Client, Plan, PlanStep
from skills_audit.planning import add_step
from skills_audit.service import end_service, go_on_with_service
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import finished_audit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def mentor() -> User:
    return person("social_mentor")


@pytest.fixture
def browser(mentor: User, signed_in: Any) -> Browser:
    found: Browser = signed_in(mentor)
    return found


def address(name: str, client: Client, *more: Any) -> str:
    return reverse(f"skills_audit:{name}", args=[client.pk, *more])


def audited(mentor: User, **fields: Any) -> Client:
    client = client_of(mentor, **fields)
    finished_audit(client, mentor)
    return client


def steps(client: Client, by: User) -> dict[str, PlanStep]:
    with acting(by):
        return {step.template: step for step in PlanStep.objects.filter(client=client)}


def test_the_gaps_propose_and_the_talks_own_steps_come_along(browser: Browser, mentor: User) -> None:
    page = browser.get(address("plan", audited(mentor))).content.decode()

    assert "Klients divreiz nedēļā runā latviski" in page
    assert "Klients atrod diploma kopiju un to nofotografē." in page
    assert "Norunāts sarunā" in page
    assert "Gribu strādāt par metinātāju" in page


def test_a_proposal_is_accepted_once(browser: Browser, mentor: User) -> None:
    client = audited(mentor)

    for _twice in range(2):
        browser.post(address("plan_decide", client), {"key": "latvian_course", "do": "accept"})

    step = steps(client, mentor)["latvian_course"]
    assert (step.state, step.who, step.due_on) == ("accepted", "client", TODAY() + timedelta(days=120))
    assert step.words["ar"]
    assert TrailEntry.objects.filter(subject=client.pk, action="accept_step").count() == 1


def test_a_refusal_needs_its_reason_and_can_be_taken_back(browser: Browser, mentor: User) -> None:
    client = audited(mentor)

    silent = browser.post(address("plan_decide", client), {"key": "latvian_course", "do": "refuse", "reason": " "})
    assert silent.status_code == 422
    assert "Norādiet, kāpēc solis noraidīts." in silent.content.decode()
    browser.post(address("plan_decide", client), {"key": "latvian_course", "do": "refuse", "reason": "Jau mācās."})
    assert steps(client, mentor)["latvian_course"].reason == "Jau mācās."

    browser.post(address("plan_decide", client), {"key": "latvian_course", "do": "accept"})
    assert steps(client, mentor)["latvian_course"].state == "accepted"


def test_nothing_that_nobody_proposed_is_accepted(browser: Browser, mentor: User) -> None:
    client = audited(mentor)

    assert browser.post(address("plan_decide", client), {"key": "invented", "do": "accept"}).status_code == 404


def test_a_step_of_ones_own_has_two_languages_and_is_kept_once(browser: Browser, mentor: User) -> None:
    client = audited(mentor, language="ar")
    data = {"words": "Kopā aiziet uz bibliotēku.", "words_client": "الذهاب معًا إلى المكتبة", "who": "together",
            "due_on": (TODAY() + timedelta(days=9)).isoformat()}  # fmt: skip

    for _twice in range(2):
        assert browser.post(address("plan_step_new", client), data).status_code == 302

    with acting(mentor):
        step = PlanStep.objects.get(client=client)
        assert step.words == {"lv": "Kopā aiziet uz bibliotēku.", "ar": "الذهاب معًا إلى المكتبة"}
    assert "Kopā aiziet uz bibliotēku." in browser.get(address("plan", client)).content.decode()


def test_what_is_due_first_stands_first_and_what_has_no_day_last(browser: Browser, mentor: User) -> None:
    client = audited(mentor)
    with acting(mentor):
        for words, days in (("Vēlāk", 9), ("Kādreiz", None), ("Drīz", 2)):
            due = TODAY() + timedelta(days=days) if days else None
            add_step(client=client, words={"lv": words}, who="client", due_on=due, by=mentor, audit=None)

    page = browser.get(address("plan", client)).content.decode()

    assert page.index("Drīz") < page.index("Vēlāk") < page.index("Kādreiz")


def test_a_step_without_words_keeps_the_rest_that_was_typed(browser: Browser, mentor: User) -> None:
    answer = browser.post(
        address("plan_step_new", client_of(mentor)), {"words": "", "words_client": "شيء", "who": "client"}
    )

    assert answer.status_code == 422
    assert "شيء" in answer.content.decode()


def test_a_step_is_ticked_with_how_it_went_and_opened_again(browser: Browser, mentor: User) -> None:
    client = audited(mentor)
    with acting(mentor):
        step = add_step(client=client, words={"lv": "Solis"}, who="client", due_on=None, by=mentor)
    where = address("plan_step", client, step.pk)

    browser.post(where, {"do": "tick", "done": "on", "how": "Ar mentoru"})
    with acting(mentor):
        done = PlanStep.objects.get(pk=step.pk)
        assert (done.state, done.done_on, done.done_how) == ("done", TODAY(), "Ar mentoru")
    browser.post(where, {"do": "tick"})
    with acting(mentor):
        assert PlanStep.objects.get(pk=step.pk).done_on is None


def test_a_step_is_taken_out_with_a_reason_only(browser: Browser, mentor: User) -> None:
    client = audited(mentor)
    with acting(mentor):
        step = add_step(client=client, words={"lv": "Solis"}, who="client", due_on=None, by=mentor)

    browser.post(address("plan_step", client, step.pk), {"do": "drop", "reason": ""})
    with acting(mentor):
        assert PlanStep.objects.get(pk=step.pk).state == "accepted"
    browser.post(address("plan_step", client, step.pk), {"do": "drop", "reason": "Vairs nevajag."})
    with acting(mentor):
        assert PlanStep.objects.get(pk=step.pk).state == "refused"


def test_the_clock_says_what_is_left_and_when_its_rule_was_checked(browser: Browser, mentor: User) -> None:
    client = audited(mentor, arrived_on=TODAY() - timedelta(days=100), status_on=TODAY() - timedelta(days=60),
                     stage="refugee")  # fmt: skip

    page = browser.get(address("plan", client)).content.decode()

    assert '<span class="clock__n">305</span> dienas no 365' in page
    assert "Noteikums pārbaudīts 01.11.2026." in page
    assert "Ietilpst: latviešu valodas kurss" in page


def test_the_ways_to_recognition_carry_the_day_of_their_check(browser: Browser, mentor: User) -> None:
    page = browser.get(address("plan", audited(mentor))).content.decode()

    assert "Diploms nereglamentētai profesijai vai studijām" in page
    assert "atbilst stāstītajam" in page
    assert "pārbaudīts 01.11.2026." in page


def test_aims_and_review_are_written_once_for_the_client(browser: Browser, mentor: User) -> None:
    client = client_of(mentor)

    browser.post(address("plan_aims", client), {"aims": "Strādāt Jelgavā", "review_on": "2027-02-01"})
    browser.post(address("plan_aims", client), {"aims": "Strādāt Rīgā", "review_on": ""})

    with acting(mentor):
        assert [plan.aims for plan in Plan.objects.filter(client=client)] == ["Strādāt Rīgā"]


def test_a_plan_needs_as_many_queries_for_many_steps_as_for_one(browser: Browser, mentor: User) -> None:
    client = audited(mentor)

    def queries(number: int) -> int:
        with acting(mentor):
            for n in range(number):
                add_step(client=client, words={"lv": f"Solis {number}-{n}"}, who="client", due_on=None, by=mentor)
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(address("plan", client)).status_code == 200
        return len(counted)

    browser.get(address("plan", client))
    assert queries(1) == queries(10) == queries(60)


@pytest.mark.parametrize(("language", "number"), [("lv", 0), ("ar", 22), ("ru", 22), ("vi", 12), ("hi", 22), ("fa", 3)])
def test_the_plan_prints_on_one_sheet(
    browser: Browser, mentor: User, monkeypatch: pytest.MonkeyPatch, language: str, number: int
) -> None:
    monkeypatch.setattr(middleware, "did_recently_reauthenticate", lambda request: True)
    client = audited(mentor, language=language)
    publish_instrument(version="1.0.1")  # the plan belongs to no audit: it is printed in the newest words
    with acting(mentor):
        for n in range(number):
            add_step(
                client=client, who="together", due_on=TODAY(), by=mentor,
                words={"lv": f"Klients un mentors kopā piesakās Nodarbinātības valsts aģentūrā un skolā {n}."},
            )  # fmt: skip

    answer = browser.get(address("plan_pdf", client, language))

    document = pypdf.PdfReader(io.BytesIO(answer.content))
    assert len(document.pages) == 1
    assert document.trailer["/Root"]["/Lang"] == language
    assert TrailEntry.objects.filter(subject=client.pk, action="export_form").count() == 1


@pytest.mark.parametrize("name", ["plan", "plan_step_new"])
def test_a_foreign_plan_is_not_there(mentor: User, signed_in: Any, name: str) -> None:
    client = client_of(mentor)
    stranger = person("social_mentor")

    assert signed_in(stranger).get(address(name, client)).status_code == 404
    assert TrailEntry.objects.get(subject=client.pk, action="denied").actor_id == stranger.pk


@pytest.mark.parametrize("name", ["plan_aims", "plan_decide"])
def test_a_foreign_plan_cannot_be_changed(mentor: User, signed_in: Any, name: str) -> None:
    client = audited(mentor)

    answer = signed_in("social_mentor").post(address(name, client), {"aims": "x", "key": "write_cv", "do": "accept"})

    assert answer.status_code == 404
    with acting(mentor):
        assert not Plan.objects.filter(client=client).exists()


def test_once_the_service_has_ended_the_plan_is_read_and_printed_but_not_written(
    browser: Browser, mentor: User
) -> None:
    client = audited(mentor)
    with acting(mentor):
        step = add_step(client=client, words={"lv": "Sagatavot CV"}, who="client", due_on=None, by=mentor)
        end_service(client=client, because="left", on=TODAY(), by=mentor)
    before = TrailEntry.objects.exclude(action="view").count()

    page = browser.get(address("plan", client)).content.decode()
    assert "Sagatavot CV" in page
    assert "Pakalpojums beidzies" in page
    assert 'method="post" action="/lv/audit/' not in page
    for name, more, data in (
        ("plan_aims", (), {"aims": "Strādāt", "review_on": ""}),
        ("plan_decide", (), {"key": "write_cv", "do": "accept"}),
        ("plan_step_new", (), {"words": "Vēl viens", "words_client": "", "who": "client", "due_on": ""}),
        ("plan_step", (step.pk,), {"do": "tick", "done": "on"}),
        ("plan_step", (step.pk,), {"do": "drop", "reason": "Nevajag"}),
    ):
        answer = browser.post(address(name, client, *more), data, follow=True)
        assert answer.redirect_chain[-1][0] == address("plan", client)
        assert "Nekas netika mainīts" in answer.content.decode()

    with acting(mentor):
        assert [(one.pk, one.state) for one in PlanStep.objects.filter(client=client)] == [(step.pk, "accepted")]
        assert Plan.objects.get(client=client).aims is None
    assert TrailEntry.objects.exclude(action="view").count() == before

    with acting(mentor):
        go_on_with_service(client=client, by=mentor)
    browser.post(address("plan_step", client, step.pk), {"do": "tick", "done": "on"})
    assert steps(client, mentor)[""].state == "done"
