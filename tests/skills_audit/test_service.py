"""The service of a client changes, ends and can go on after all; what is left of the case is told before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from portal.protection.actor import acting, acting_as_system
from portal.protection.models import TrailEntry
from skills_audit import casefile
from skills_audit.models import Audit, Client
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.talks import licensed, said, talk_with

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]
LIST = reverse("skills_audit:caseload")


def url(client: Client, name: str = "case") -> str:
    return reverse(f"skills_audit:{name}", args=[client.pk])


def end(browser: Browser, client: Client, because: str = "left", **more: Any) -> Any:
    data = {"because": because, "on": timezone.localdate().isoformat()} | more
    return browser.post(url(client, "service_end"), data, follow=True)


def reread(client: Client) -> Client:
    with acting_as_system("test"):
        found: Client = Client.objects.get(pk=client.pk)
    return found


def test_status_and_leave_are_recorded_as_they_come(signed_in: SignedIn) -> None:
    mentor, today = person("social_mentor"), timezone.localdate()
    client = client_of(mentor, arrived_on=today - timedelta(days=40))

    signed_in(mentor).post(
        url(client, "service"),
        {"stage": "refugee", "language": "ar", "status_on": today.isoformat(), "on_leave_until": ""},
    )

    assert (reread(client).stage, reread(client).status_on) == ("refugee", today)
    assert TrailEntry.objects.get(action="change_service").detail == {"fields": ["stage", "status_on"]}


def test_a_client_on_leave_does_not_wait_today(signed_in: SignedIn) -> None:
    mentor, today = person("social_mentor"), timezone.localdate()
    client = client_of(mentor, next_step_on=today)
    browser, until = signed_in(mentor), (today + timedelta(days=5)).isoformat()
    assert browser.get(LIST).context["today_lines"]

    browser.post(url(client, "service"), {"stage": client.stage, "language": "ar", "on_leave_until": until})

    assert browser.get(LIST).context["today_lines"] == []


@pytest.mark.parametrize(
    "wrong", [{"stage": "refugee", "status_on": "1999-01-01"}, {"stage": "asylum_seeker", "status_on": "2030-01-01"}]
)
def test_days_that_cannot_be_are_said(signed_in: SignedIn, wrong: dict[str, str]) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)

    response = signed_in(mentor).post(url(client, "service"), {"language": "ar"} | wrong)

    assert response.status_code == 422
    assert reread(client).status_on is None


def test_an_ended_service_leaves_the_caseload_and_stays_readable(signed_in: SignedIn) -> None:
    worker, today = person("social_worker"), timezone.localdate()
    client, browser = client_of(worker), signed_in(worker)

    page = end(browser, client).content.decode()

    assert browser.get(LIST).context["lines"] == []
    assert browser.get(LIST).context["over"] == [client]
    assert "klients izbraucis no Latvijas" in page
    assert reread(client).ended_on == today
    assert TrailEntry.objects.get(action="end_service").detail == {"because": "left"}


def test_the_page_tells_until_when_the_record_is_kept_and_retention_says_the_same(signed_in: SignedIn) -> None:
    worker, today = person("social_worker"), timezone.localdate()
    client = client_of(worker)

    until = end(signed_in(worker), client).context["kept_until"]

    assert until == today + timedelta(days=365)
    with acting_as_system("test"):
        ended = {day: set(casefile.ended_before(day)) for day in (today, today + timedelta(days=1))}
    assert client.pk not in ended[today]
    assert client.pk in ended[today + timedelta(days=1)]


def test_a_running_talk_is_stopped_with_what_was_said_and_none_begins(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    licensed(monkeypatch)
    worker = person("social_worker")
    client = client_of(worker)
    audit = talk_with(worker, client)
    said(audit, worker, LND01=3)
    browser = signed_in(worker)
    assert "Iesākto sarunu pārtrauc" in browser.get(url(client, "service_end")).content.decode()

    end(browser, client)
    browser.post(url(client, "start"), {"route": "core", "client_language": "ar"})

    with acting(worker):
        assert [one.state for one in Audit.objects.all()] == ["stopped"]


def test_the_end_can_be_taken_back(signed_in: SignedIn) -> None:
    worker = person("social_worker")
    client, browser = client_of(worker), signed_in(worker)
    end(browser, client, "plan_done")
    assert reread(client).plan_done_on is not None

    browser.post(url(client, "service_again"))

    found = reread(client)
    assert (found.ended_on, found.ended_because, found.plan_done_on) == (None, "", None)
    assert [line.row.client for line in browser.get(LIST).context["lines"]] == [client]


def test_ending_twice_ends_once(signed_in: SignedIn) -> None:
    worker = person("social_worker")
    client, browser = client_of(worker), signed_in(worker)

    end(browser, client, "left")
    second = end(browser, client, "wish")

    assert "jau bija beidzies" in second.content.decode()
    assert reread(client).ended_because == "left"
    assert TrailEntry.objects.filter(action="end_service").count() == 1


@pytest.mark.parametrize("days", [1, -999])
def test_a_service_ends_between_its_beginning_and_today(signed_in: SignedIn, days: int) -> None:
    worker = person("social_worker")
    client = client_of(worker)

    response = end(signed_in(worker), client, on=(timezone.localdate() + timedelta(days=days)).isoformat())

    assert response.status_code == 422
    assert reread(client).ended_on is None


def test_the_database_refuses_an_end_before_the_beginning() -> None:
    client = client_of(person("social_worker"))
    with acting_as_system("test"), pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.filter(pk=client.pk).update(ended_on=client.arrived_on - timedelta(days=1))


def test_a_mentor_changes_the_service_but_does_not_end_it(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    client, browser = client_of(mentor), signed_in(mentor)

    assert browser.get(url(client, "service")).status_code == 200
    assert browser.get(url(client, "service_end")).status_code == 403
    assert browser.post(url(client, "service_again")).status_code == 403
    assert url(client, "service_end") not in browser.get(url(client)).content.decode()


def test_nobody_ends_the_service_of_a_case_opened_with_a_reason(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.accounts import middleware

    monkeypatch.setattr(middleware, "did_recently_reauthenticate", lambda request: True)
    client, browser = client_of(person("social_mentor")), signed_in("social_worker")
    reason = {"code": client.code, "reason": "Zvanīja skola, mentors ir slims."}
    page = browser.post(reverse("skills_audit:open_outside"), reason, follow=True)

    assert url(client, "service_end") not in page.content.decode()
    assert end(browser, client).status_code == 403
    assert reread(client).ended_on is None
