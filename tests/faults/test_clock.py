"""The clock ten minutes ahead or behind, and set right in the middle: nobody is kept out, nothing opens longer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portal.accounts.codes import code_now
from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.chains import anchor_trail, broken_links
from portal.protection.models import TrailEntry
from portal.protection.trail import record
from skills_audit.models import Answer, ConflictCopy
from tests.factories.cases import client_of
from tests.factories.people import TOTP_SECRET, person
from tests.factories.talks import talk_with
from tests.faults.clock import clock
from tests.skills_audit.test_answers_api import put
from tests.training import making
from training.models import Attempt, Certificate

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
PASSWORD, STEP = "a-long-enough-password", "/account/2fa/authenticate/"
TWO_DAYS_AGO = -2 * 24 * 60
BEFORE_MIDNIGHT = datetime(2026, 11, 20, 23, 55, tzinfo=ZoneInfo("Europe/Riga"))


def colleague(*roles: str, **fields: Any) -> User:
    """Has had the roles since before today: about midnight a wrong clock shows another day."""
    with clock(TWO_DAYS_AGO):
        return person(*roles, **fields)


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> None:
    cache.clear()


@pytest.mark.parametrize("off", [-10, 10])
def test_the_code_of_a_phone_with_a_wrong_clock_is_refused_in_words(off: int) -> None:
    user = colleague("learner")
    with clock():
        browser = Client()
        browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    with clock(off):
        code = code_now(TOTP_SECRET)
    with clock():
        page = browser.post(STEP, {"code": code})

    assert page.status_code == 200
    assert "Šis kods neder, vai tā laiks ir beidzies" in page.content.decode()


def test_a_clock_that_is_set_keeps_nobody_out_and_lets_no_code_in_twice() -> None:
    user = colleague("learner")

    def enters(minutes: float) -> bool:
        cache.clear()  # which would know the code as well
        browser = Client()
        with clock(minutes):
            browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
            return browser.post(STEP, {"code": code_now(TOTP_SECRET)}).status_code == 302

    assert enters(10)
    assert enters(0)  # set right: ten minutes back
    assert enters(-10)
    assert not enters(10)  # when that moment comes again, its code is known
    assert not enters(0)
    assert enters(11)


@pytest.mark.parametrize("off", [-10, 10])
def test_a_session_of_a_wrong_clock_goes_on_and_ends_at_most_ten_minutes_later(signed_in: SignedIn, off: int) -> None:
    mentor = colleague("social_mentor")
    with clock(off):
        browser = signed_in(mentor)
        assert browser.get("/lv/audit/").status_code == 200
    with clock(0):
        assert browser.get("/lv/audit/").status_code == 200
    with clock(max(off, 0) + 16):
        assert browser.get("/lv/audit/").status_code == 302

    with clock(off):
        browser = signed_in(mentor)
        browser.get("/lv/home/")
    with clock(12 * 60 + off - 1):
        assert browser.get("/lv/home/").status_code == 200
    with clock(12 * 60 + off + 1):
        assert browser.get("/lv/home/").status_code == 302


def test_a_lock_out_of_a_fast_clock_ends_at_most_ten_minutes_later() -> None:
    user = colleague("learner")
    with clock(10):
        for _ in range(7):
            Client().post("/account/login/", {"login": user.email, "password": "wrong"})
    cache.clear()

    with clock(0):
        assert Client().post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 429
    with clock(26):
        assert Client().post("/account/login/", {"login": user.email, "password": PASSWORD})["Location"] == STEP


def test_the_log_stays_one_chain_while_its_clock_goes_back_and_forth(signed_in: SignedIn) -> None:
    senior = colleague("senior_social_worker")
    mentor = colleague("social_mentor", supervisor=senior)
    client = client_of(mentor)
    for minutes in (0, 10, -10, 0):
        with clock(minutes), acting(mentor):
            record("view", subject=client.pk, record="client")
    anchor_trail()

    assert list(broken_links()) == []
    numbers = TrailEntry.objects.filter(subject=client.pk).order_by("pk").values_list("number", flat=True)
    assert list(numbers) == sorted(numbers)
    assert signed_in(senior).get(reverse("protection:log")).status_code == 200


def test_which_answer_is_the_later_one_is_decided_by_its_version_and_by_no_clock(signed_in: SignedIn) -> None:
    mentor = colleague("social_mentor")
    with clock(TWO_DAYS_AGO):
        audit = talk_with(mentor)
    browser = signed_in(mentor)
    later, earlier = {"state": "value", "value": 4}, {"state": "value", "value": 1}
    with clock(10):
        assert put(browser, audit).status_code == 201
    with clock(-9):
        assert put(browser, audit, later, version=1).status_code == 200
    with clock(15):
        assert put(browser, audit, earlier, version=1).status_code == 412

    with acting(mentor):
        assert (Answer.objects.get().version, Answer.objects.get().content) == (2, later)
        assert ConflictCopy.objects.get().content == earlier
    with clock(0):
        assert browser.get(f"/lv/audit/{audit.client_id}/talk/{audit.pk}/LND01/").status_code == 200


def test_a_test_with_a_limit_gives_no_more_than_its_time_and_ends_in_order(signed_in: SignedIn, site: None) -> None:
    making.make_module(time_limit_minutes=20, opens_after="at_once")
    user = colleague("learner")
    with clock(10) as begun:
        browser = signed_in(user)
        browser.post(reverse("training:begin_test", args=["small"]))
        Attempt.objects.update(started_at=begun)
    attempt = Attempt.objects.get()
    with clock(0):
        page = browser.get(reverse("training:question", args=[attempt.pk, 1]))
        assert page.context["left"].seconds == 20 * 60
        browser.post(reverse("training:finish_test", args=[attempt.pk]))

    attempt.refresh_from_db()
    assert attempt.finished_at is not None
    with clock(0):
        assert browser.get(reverse("training:result", args=[attempt.pk])).status_code == 200


def test_a_certificate_of_a_clock_that_was_already_in_the_next_day_is_genuine_and_valid(site: None) -> None:
    user = colleague("learner")
    with clock(10, at=BEFORE_MIDNIGHT):
        module = making.make_module()
        making.finish_lessons(user, module)
        making.attempt_by(user, module)
    certificate = Certificate.objects.get()

    for minutes in (0, -10):
        with clock(minutes, at=BEFORE_MIDNIGHT):
            page = Client().get(reverse("training:check_certificate", args=[certificate.code]))
            assert page.status_code == 200
            assert "Īsta un derīga" in page.content.decode()
