"""The device's interface: one effect per save, a distinct answer for every refusal, nothing over another's."""

import json
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.answers import digest_of
from skills_audit.models import Answer, Audit, ConflictCopy
from tests.factories.people import person
from tests.factories.talks import said, talk_with

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]
THREE = {"state": "value", "value": 3}


def put(
    browser: Browser, audit: Audit, content: Any = None, *, item: str = "LND01", entry: str = "-", version: int = 0,
    operation: Any = None, **body: Any,
) -> Any:  # fmt: skip
    headers = {"If-Match": f'"{version}"'} if version else {"If-None-Match": "*"}
    return browser.put(
        reverse("skills_audit:api_answer", args=[audit.pk, item, entry]),
        json.dumps({"operation": str(operation or uuid4()), "content": content or THREE} | body),
        content_type="application/json",
        headers=headers | {"Accept": "application/json"},
    )


def test_the_first_save_is_201_the_next_200_and_both_echo_what_the_device_needs(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    first = put(browser, audit, THREE, position="LND03")
    second = put(browser, audit, {"state": "declined"}, version=1)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.headers["ETag"] == '"1"'
    assert first.json()["digest"] == digest_of(THREE)
    assert (first.json()["version"], second.json()["version"]) == (1, 2)
    assert first.json()["id"] == second.json()["id"]
    with acting(mentor):
        assert Audit.objects.get().position == "LND03"


def test_the_same_save_again_is_answered_alike_and_has_one_effect(signed_in: SignedIn) -> None:
    mentor, operation = person("social_mentor"), uuid4()
    audit, browser = talk_with(mentor), signed_in(mentor)

    first, again = (put(browser, audit, THREE, operation=operation) for _time in range(2))

    same = ("id", "version", "digest", "saved_at")
    assert [first.json()[key] for key in same] == [again.json()[key] for key in same]
    assert again.status_code == 200
    with acting(mentor):
        assert Answer.objects.get().version == 1


def test_a_stale_version_gets_the_servers_and_the_refused_content_is_kept(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    said(audit, mentor, LND01=5)

    response = put(browser, audit, THREE)

    assert response.status_code == 412
    assert response.json()["content"]["value"] == 5
    with acting(mentor):
        assert str(ConflictCopy.objects.get().pk) == response.json()["conflict"]
        assert ConflictCopy.objects.get().content == THREE


def test_each_refusal_has_its_own_number(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    assert put(browser, audit, {"state": "value", "value": 99}).status_code == 422
    assert put(browser, audit, {"state": "value", "value": 3, "religion": "x"}).status_code == 422
    assert put(browser, audit, operation="not-an-id").status_code == 422
    assert put(browser, audit, THREE, position="../\x00").status_code == 422
    assert put(browser, audit, {"state": "value", "value": "x" * 70_000}, item="GOA04").status_code == 413
    assert put(browser, audit, item="XXX").status_code == 422
    assert put(Browser(), audit).status_code == 401
    assert put(signed_in("learner"), audit).status_code == 403
    assert put(signed_in("social_mentor"), audit).status_code == 404
    with acting(mentor):
        assert not Answer.objects.exists()


def test_without_a_version_nothing_is_written(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    response = browser.put(
        reverse("skills_audit:api_answer", args=[audit.pk, "LND01", "-"]),
        json.dumps({"operation": str(uuid4()), "content": THREE}),
        content_type="application/json",
    )

    assert (response.status_code, response.json()["error"]) == (422, "precondition")


@pytest.mark.parametrize("body", ["", "[]", "{", "null", '{"operation": 1}', '{"content": {}}', "[" * 20_000, "NaN"])
def test_a_body_that_cannot_be_read_is_422(signed_in: SignedIn, body: str) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)

    response = browser.put(
        reverse("skills_audit:api_answer", args=[audit.pk, "LND01", "-"]), body, content_type="application/json",
        headers={"If-None-Match": "*"},
    )  # fmt: skip

    assert response.status_code == 422


def test_one_operation_with_two_contents_is_refused(signed_in: SignedIn) -> None:
    mentor, operation = person("social_mentor"), uuid4()
    audit, browser = talk_with(mentor), signed_in(mentor)
    put(browser, audit, THREE, operation=operation)

    response = put(browser, audit, {"state": "declined"}, operation=operation, version=1)

    assert (response.status_code, response.json()["error"]) == (422, "operation_reused")


def test_a_finished_talk_takes_no_answer(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor, state="finished", finished_at=timezone.now())

    response = put(signed_in(mentor), audit)

    assert (response.status_code, response.json()["error"]) == (409, "closed")


def test_a_save_without_the_csrf_header_is_refused(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit = talk_with(mentor)
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(mentor, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert put(browser, audit).status_code == 403


def test_a_foreign_audit_is_404_and_logged_also_here(signed_in: SignedIn) -> None:
    audit, other = talk_with(person("social_mentor")), person("social_mentor")

    assert put(signed_in(other), audit).status_code == 404
    entry = TrailEntry.objects.get(action="denied")
    assert (entry.actor_id, entry.subject) == (other.pk, audit.client_id)


def test_a_session_that_ended_is_401_and_loses_nothing(signed_in: SignedIn, settings: Any) -> None:
    mentor, operation = person("social_mentor"), uuid4()
    audit, browser = talk_with(mentor), signed_in(mentor)
    put(browser, audit, THREE, item="LND03")
    settings.CASE_IDLE_SECONDS = -1

    ended = put(browser, audit, THREE, operation=operation)
    settings.CASE_IDLE_SECONDS = 900
    again = put(signed_in(mentor), audit, THREE, operation=operation)

    assert (ended.status_code, ended.json()["error"]) == (401, "sign_in")
    assert again.status_code == 201


def test_the_drafts_key_is_the_same_for_one_person_on_one_device_and_for_nobody_else(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    browser, other_device, other_person = signed_in(mentor), signed_in(mentor), signed_in("social_mentor")
    address = reverse("skills_audit:api_draft_key")

    first, again = browser.post(address).json(), browser.post(address).json()

    assert first["key"] == again["key"]
    assert len({first["key"], other_device.post(address).json()["key"], other_person.post(address).json()["key"]}) == 3
    assert browser.cookies["device"]["httponly"]
    assert browser.post(address, {"key": "gone"}).status_code == 422
    assert signed_in("learner").post(address).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_same_save_ten_times_at_once_has_one_effect(signed_in: SignedIn) -> None:
    mentor, operation = person("social_mentor"), uuid4()
    audit = talk_with(mentor)
    browsers = [signed_in(mentor) for _n in range(10)]
    replies: list[tuple[int, int]] = []

    def send(browser: Browser) -> None:
        try:
            response = put(browser, audit, THREE, operation=operation)
            replies.append((response.status_code, response.json()["version"]))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(replies) == [(200, 1)] * 9 + [(201, 1)]
    with acting(mentor):
        assert Answer.objects.get().version == 1
        assert not ConflictCopy.objects.exists()


def test_a_device_that_lost_all_its_cookies_is_asked_to_sign_in_and_a_forged_save_is_refused(
    signed_in: SignedIn,
) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    browser.handler.enforce_csrf_checks = True

    assert put(Browser(enforce_csrf_checks=True), audit).status_code == 401
    assert put(browser, audit).status_code == 403
    with acting(mentor):
        assert not Answer.objects.exists()
