"""The caseload: own cases by code, what comes next, days left; nobody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.protection.actor import acting
from portal.protection.models import CaseAssignment, TrailEntry
from skills_audit.models import Audit, Client
from skills_audit.service_clock import ServiceFacts, read_clock, shipped_rules
from skills_audit.views.case_state import service_state
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.talks import licensed, said, talk_with

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]
LIST = reverse("skills_audit:caseload")


def case_url(client: Client, name: str = "case", *more: Any) -> str:
    return reverse(f"skills_audit:{name}", args=[client.pk, *more])


def test_a_mentor_sees_the_own_cases_by_code_and_nobody_elses(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    mine, foreign = client_of(mentor, name="Samira Testa"), client_of(person("social_mentor"))

    page = signed_in(mentor).get(LIST).content.decode()

    assert mine.code in page
    assert foreign.code not in page
    assert "Samira" not in page


def test_what_is_urgent_comes_first_and_says_so(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    calm = client_of(mentor, code="K-1")
    audit = talk_with(mentor, client_of(mentor, code="K-2"))
    said(audit, mentor, SUP08={"state": "value", "value": 3, "urgent": True})

    lines = signed_in(mentor).get(LIST).context["lines"]

    assert [line.row.client.code for line in lines] == ["K-2", calm.code]
    assert lines[0].row.urgent == ["SUP08"]


def test_the_list_tells_progress_and_days_left(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    arrived = timezone.localdate() - timedelta(days=10)
    audit = talk_with(mentor, client_of(mentor, arrived_on=arrived))
    said(audit, mentor, LEG01="refugee", LND01=3)

    response = signed_in(mentor).get(LIST)

    line = response.context["lines"][0]
    assert (line.row.progress.done, line.row.progress.total) == (2, 35)
    assert 75 <= line.row.clock.days_left <= 85
    assert "2 no 35" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"days_left": 15, "days_used": 45}, ["<strong>15</strong>", 'class="bar__quiet" width="75%"']),
        ({"days_left": 14, "days_used": 42}, ["state--soon", 'class="bar__quiet" width="75%"']),
        ({"ended_by": "time"}, ["state--late"]),
    ],
)
def test_the_nearer_the_end_of_a_service_the_more_it_shows(changes: dict[str, Any], shown: list[str]) -> None:
    today = date(2026, 11, 1)
    clock = read_clock(shipped_rules(), ServiceFacts(arrived_on=today), today)
    assert clock is not None

    text = service_state(replace(clock, **changes), None)

    assert all(part in text for part in shown)
    assert "state--none" in service_state(clock, today)  # on leave: nothing of it counts
    assert service_state(None, None) == "–"


def test_a_substitute_sees_the_case_and_for_whom(signed_in: SignedIn) -> None:
    mentor, substitute = person("social_mentor"), person("social_mentor")
    client = client_of(mentor)
    until = timezone.localdate() + timedelta(days=3)
    CaseAssignment.objects.create(subject=client.pk, user=substitute, part="substitute", ends=until)

    lines = signed_in(substitute).get(LIST).context["lines"]
    owners = signed_in(mentor).get(LIST).context["lines"]

    assert (lines[0].row.stands_in_for, lines[0].row.until) == (mentor, until)
    assert owners[0].row.substitute.user == substitute


def test_an_empty_caseload_says_how_to_begin(signed_in: SignedIn) -> None:
    assert "pagaidām nav klientu" in signed_in("social_mentor").get(LIST).content.decode()


@pytest.mark.parametrize("role", ["learner", "official", "training_manager", "editor", "administrator"])
def test_no_other_role_reaches_the_caseload(signed_in: SignedIn, role: str) -> None:
    assert signed_in(role).get(LIST).status_code == 403


def test_the_caseload_takes_as_many_queries_for_a_hundred_as_for_one(signed_in: SignedIn) -> None:
    counts = []
    for number in (1, 10, 100):
        mentor = person("social_mentor")
        for n in range(number):
            client = client_of(mentor, next_step=None)
            if n % 3 == 0:
                said(talk_with(mentor, client), mentor, LEG01="refugee")
        browser = signed_in(mentor)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as counted:
            browser.get(LIST)
        transaction = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        counts.append(sum(not query["sql"].startswith(transaction) for query in counted.captured_queries))

    assert counts[0] == counts[1] == counts[2] <= 15, counts


def test_a_client_is_added_under_a_code_into_the_own_caseload(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")

    response = signed_in(mentor).post(
        reverse("skills_audit:add_client"),
        {"stage": "refugee", "language": "ar", "arrived_on": "2026-01-10", "status_on": "2026-03-01"},
    )

    with acting(mentor):
        client = Client.objects.get()
        assert response.headers["Location"] == case_url(client)
        assert client.code.startswith("K-")


def test_a_wrong_day_is_said_and_what_was_typed_stays(signed_in: SignedIn) -> None:
    response = signed_in("social_mentor").post(
        reverse("skills_audit:add_client"),
        {"stage": "refugee", "language": "vi", "arrived_on": "2026-03-01", "status_on": "2026-01-01"},
    )

    assert response.status_code == 422
    assert 'value="vi" selected' in response.content.decode()
    assert "data-errors" in response.content.decode()


def test_a_foreign_case_is_not_there_and_the_supervisor_reads_the_attempt(signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    client = client_of(person("social_mentor", supervisor=senior))
    other = person("social_mentor")

    assert signed_in(other).get(case_url(client)).status_code == 404
    assert TrailEntry.objects.filter(action="denied", actor_id=other.pk, subject=client.pk).exists()
    page = signed_in(senior).get(case_url(client)).content.decode()
    assert str(other) in page
    assert "atteikts" in page


def test_a_case_outside_the_caseload_opens_with_a_reason_for_those_who_may(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.accounts import middleware

    client = client_of(person("social_mentor"))
    worker = person("social_worker")
    browser, address = signed_in(worker), reverse("skills_audit:open_outside")
    monkeypatch.setattr(middleware, "did_recently_reauthenticate", lambda request: True)

    assert browser.get(case_url(client)).status_code == 404
    browser.post(address, {"code": client.code.lower(), "reason": "īss"})
    assert browser.get(case_url(client)).status_code == 404
    browser.post(address, {"code": client.code, "reason": "Zvanīja skola, mentors ir slims."})

    assert browser.get(case_url(client)).status_code == 200
    assert TrailEntry.objects.get(action="break_glass").reason == "Zvanīja skola, mentors ir slims."
    assert signed_in("social_mentor").get(address).status_code == 403


def test_opening_outside_asks_to_sign_in_again(signed_in: SignedIn) -> None:
    response = signed_in("social_worker").get(reverse("skills_audit:open_outside"))

    assert response.status_code == 302
    assert "reauthenticate" in response.headers["Location"]


def test_the_supervisor_gives_a_case_to_the_team_only(signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    mentor, next_one = (person("social_mentor", supervisor=senior) for _n in range(2))
    stranger = person("social_mentor")
    client, browser = client_of(mentor), signed_in(senior)

    assert browser.post(case_url(client, "assign"), {"person": stranger.pk, "part": "carries"}).status_code == 422
    browser.post(case_url(client, "assign"), {"person": next_one.pk, "part": "carries"})

    with acting(next_one):
        assert Client.objects.filter(pk=client.pk).exists()
    with acting(mentor):
        assert not Client.objects.filter(pk=client.pk).exists(), "the new carrier takes the case over"
    assert signed_in(next_one).post(case_url(client, "assign"), {"person": mentor.pk}).status_code == 403


def test_the_last_person_of_a_case_stays_until_somebody_else_has_it(signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    mentor, next_one = (person("social_mentor", supervisor=senior) for _n in range(2))
    client, browser = client_of(mentor), signed_in(senior)
    address = case_url(client, "unassign", CaseAssignment.objects.get(user=mentor).pk)

    until = timezone.localdate() + timedelta(days=3)
    CaseAssignment.objects.create(subject=client.pk, user=next_one, part="substitute", ends=until)
    refused = browser.post(address, follow=True).content.decode()
    assert "Vispirms nododiet" in refused, "a substitute goes one day"
    assert CaseAssignment.objects.current().filter(user=mentor).exists()

    browser.post(case_url(client, "assign"), {"person": next_one.pk, "part": "leads"})
    browser.post(address)
    assert not CaseAssignment.objects.current().filter(user=mentor).exists()


def test_a_substitute_needs_an_end(signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    mentor, other = (person("social_mentor", supervisor=senior) for _n in range(2))
    client, browser = client_of(mentor), signed_in(senior)

    assert browser.post(case_url(client, "assign"), {"person": other.pk, "part": "substitute"}).status_code == 422
    until = timezone.localdate() + timedelta(days=7)
    browser.post(case_url(client, "assign"), {"person": other.pk, "part": "substitute", "ends": until.isoformat()})
    assert CaseAssignment.objects.get(user=other).ends == until


def test_an_audit_begins_with_a_licence_only(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    talk_with(person("social_mentor"))
    browser, form = signed_in(mentor), {"route": "core", "client_language": "ar"}

    licensed(monkeypatch, valid=False)
    refused = browser.post(case_url(client, "start"), form, follow=True)
    assert "Sertifikāta vēl nav." in refused.content.decode()

    licensed(monkeypatch)
    browser.post(case_url(client, "start"), form)
    browser.post(case_url(client, "start"), form)
    with acting(mentor):
        assert Audit.objects.get().state == "running"


def test_the_next_step_is_written_down_sealed(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)

    signed_in(mentor).post(case_url(client, "next_step"), {"words": "Iesniegt diplomu", "on": "2026-12-01"})

    assert "Iesniegt diplomu" in signed_in(mentor).get(LIST).content.decode()
    with acting(mentor), connection.cursor() as cursor:
        cursor.execute("SELECT next_step FROM skills_audit_client WHERE id = %s", [client.pk])
        assert b"diplomu" not in bytes(cursor.fetchone()[0])


def test_home_names_the_urgent_case_first_and_leads_to_its_talk() -> None:
    from portal.seams.waiting import URGENT, waiting_for

    mentor = person("social_mentor")
    today = timezone.localdate()
    audit = talk_with(mentor, client_of(mentor, code="K-2"))
    said(audit, mentor, SUP08={"state": "value", "value": 3, "urgent": True})
    due = client_of(mentor, code="K-1", next_step_on=today)
    client_of(mentor, code="K-3", next_step_on=today + timedelta(days=9))

    items = [item for item in waiting_for(mentor) if item.kind == "case"]

    assert [item.title for item in items] == ["K-2", due.code]
    assert items[0].urgency == URGENT
    assert items[0].url == reverse("skills_audit:talk", args=[audit.client_id, audit.pk])
    assert not [item for item in waiting_for(person("learner")) if item.kind == "case"]


def test_a_service_whose_time_has_run_out_waits_for_the_social_worker_only() -> None:
    from portal.seams.waiting import waiting_for

    worker, mentor = person("social_worker"), person("social_mentor")
    today = timezone.localdate()
    client = client_of(
        worker, code="K-7", arrived_on=today - timedelta(days=1000), status_on=today - timedelta(days=900)
    )
    client_of(worker, code="K-8", arrived_on=today)
    client_of(mentor, code="K-9", arrived_on=today - timedelta(days=1000), status_on=today - timedelta(days=900))

    items = [item for item in waiting_for(worker) if item.kind == "case"]

    assert [(item.title, item.url) for item in items] == [("K-7", case_url(client, "service"))]
    assert not [item for item in waiting_for(mentor) if item.kind == "case"]


def test_a_right_that_was_lifted_is_not_called_a_certificate(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.seams import licence

    until = timezone.localdate() + timedelta(days=30)
    mentor = person("social_mentor")
    client_of(mentor)
    monkeypatch.setattr(licence, "_answer", lambda user, instrument: licence.Licence(valid=True, until=until))

    page = signed_in(mentor).get(LIST).content.decode()

    assert "bez apliecības" in page
    assert "Apliecība ir derīga" not in page
