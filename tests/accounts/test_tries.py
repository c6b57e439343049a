"""Wrong codes count like wrong passwords, also without a cache; a code counts once; the person hears of it."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from portal.accounts.attempts import spend_code
from portal.accounts.codes import code_now
from portal.accounts.models import User
from portal.accounts.roles import reset_second_factor
from tests.factories.people import TOTP_SECRET, person
from tests.faults.clock import clock

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"
STEP = "/account/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _a_stopped_clock() -> Iterator[None]:
    """A code holds for thirty seconds; a busy machine takes longer over a test."""
    cache.clear()
    with clock():
        yield


@pytest.fixture
def lost_cache(settings: Any) -> None:
    """The cache of production, whose table is not there."""
    settings.CACHES = {"default": {"BACKEND": "portal.caching.ForgivingCache", "LOCATION": "no_such_table"}}


def at_second_step(user: User) -> Client:
    browser = Client()
    assert browser.post("/account/login/", {"login": user.email, "password": PASSWORD})["Location"] == STEP
    return browser


def wrong_code() -> str:
    return f"{(int(code_now(TOTP_SECRET)) + 1) % 1_000_000:06}"


def test_codes_cannot_be_guessed_although_the_cache_is_lost(lost_cache: None) -> None:
    browser = at_second_step(person("learner"))

    answers = [browser.post(STEP, {"code": wrong_code()}).status_code for _ in range(6)]
    right = browser.post(STEP, {"code": code_now(TOTP_SECRET)})

    assert answers == [200] * 5 + [429]
    assert right.status_code != 302
    assert browser.get("/lv/home/")["Location"].startswith("/account/login/")


def test_no_code_that_was_typed_is_kept() -> None:
    user = person("learner")
    browser = at_second_step(user)
    typed = wrong_code()

    browser.post(STEP, {"code": typed})

    assert typed not in AccessAttempt.objects.get(username=user.email).post_data
    assert AccessFailureLog.objects.filter(username=user.email).count() == 1


def test_a_code_counts_once_although_the_cache_is_lost(lost_cache: None) -> None:
    user, code = person("learner"), code_now(TOTP_SECRET)
    first, second = at_second_step(user), at_second_step(user)

    assert first.post(STEP, {"code": code})["Location"] == "/lv/home/"
    assert second.post(STEP, {"code": code}).status_code == 200
    assert second.get("/lv/home/")["Location"].startswith("/account/login/")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_the_same_code_at_once_one_gets_in() -> None:
    code, answers = code_now(TOTP_SECRET), []
    authenticator = Authenticator.objects.get(user=person("learner"))

    def spend() -> None:
        try:
            answers.append(spend_code(authenticator, code))
        finally:
            connection.close()

    both = [threading.Thread(target=spend) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(answers) == [False, True]


def test_the_person_hears_once_of_many_tries_and_nobody_without_an_account_does() -> None:
    user = person("learner", email="ilze@example.org", first_name="Ilze")
    for login in (user.email, "nobody@example.org"):
        for _ in range(9):
            Client().post("/account/login/", {"login": login, "password": "wrong"})

    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "mēģināja" in str(letter.body)
    assert PASSWORD not in str(letter.body)


def test_the_person_hears_when_an_administrator_takes_the_second_factor_away(
    signed_in: Callable[..., Client], django_capture_on_commit_callbacks: Any
) -> None:
    user = person("learner", email="ilze@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        reset_second_factor(user=user, by=person("administrator"))

    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert "otros faktorus" in str(letter.body)


@pytest.mark.parametrize("how", ["password", "code"])
def test_a_confirmation_gives_the_session_a_new_key(signed_in: Callable[..., Client], how: str) -> None:
    browser = signed_in("learner")
    browser.get("/lv/home/")
    before = browser.cookies["sessionid"].value
    address = "/account/reauthenticate/" if how == "password" else "/account/2fa/reauthenticate/"

    browser.post(address, {"password": PASSWORD, "code": code_now(TOTP_SECRET)})

    assert browser.cookies["sessionid"].value != before
    assert browser.get("/lv/home/").status_code == 200
    late = Client()
    late.cookies["sessionid"] = before
    assert late.get("/lv/home/")["Location"].startswith("/account/login/")
