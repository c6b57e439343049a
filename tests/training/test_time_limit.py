"""A test with a limit: the server decides, more time needs no reason, and nothing that was answered is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import User
from portal.protection.models import TrailEntry
from tests.factories.people import person
from tests.training import making
from training.actions import testing
from training.catalogue import ModuleFacts
from training.models import Attempt, ModulePage, MoreTime
from training.scheduling import minutes_allowed

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
SAID = "Laiks ir beidzies"


@pytest.fixture
def module(site: None) -> ModuleFacts:
    return making.make_module(time_limit_minutes=20, opens_after="at_once")


def begun(browser: Client, **data: str) -> Attempt:
    browser.post(reverse("training:begin_test", args=["small"]), data)
    return Attempt.objects.get(finished_at__isnull=True)


def back(attempt: Attempt, **ago: float) -> Attempt:
    """As if the test had begun so long ago."""
    Attempt.objects.filter(pk=attempt.pk).update(started_at=timezone.now() - timedelta(**ago))
    attempt.refresh_from_db()
    return attempt


def answer(browser: Client, attempt: Attempt, position: int, **headers: str) -> Any:
    key = attempt.questions.get(position=position).version.question_id
    address = reverse("training:question", args=[attempt.pk, position])
    return browser.post(address, making.FORMS[key], headers=headers)


@given(limit=st.integers(1, 600), more=st.integers(0, 300))
def test_more_time_is_never_less_and_rounded_up(limit: int, more: int) -> None:
    minutes = minutes_allowed(limit, more)

    assert minutes is not None
    assert limit * (100 + more) <= minutes * 100 < limit * (100 + more) + 100
    assert minutes_allowed(None, more) is None


def test_without_a_limit_nothing_is_counted(site: None, signed_in: SignedIn) -> None:
    making.make_module(opens_after="at_once")
    browser = signed_in("learner")

    assert "Laika ierobežojuma nav" in browser.get(reverse("training:test", args=["small"])).content.decode()
    attempt = back(begun(browser), days=30)
    assert attempt.ends_at is None
    page = browser.get(reverse("training:question", args=[attempt.pk, 1])).content.decode()
    assert "data-time-left" not in page


def test_the_limit_is_told_before_and_shown_on_every_screen(module: ModuleFacts, signed_in: SignedIn) -> None:
    browser = signed_in("learner")
    before = browser.get(reverse("training:test", args=["small"])).content.decode()

    attempt = begun(browser)

    assert "20 min" in before
    assert "Ņemu vairāk laika: 30 min" in before
    for address in (reverse("training:question", args=[attempt.pk, 1]), reverse("training:test", args=["small"])):
        page = browser.get(address).content.decode()
        assert "data-time-left" in page
        assert "20 min" in page


@pytest.mark.parametrize(
    ("given_percent", "declared", "minutes"),
    [(0, False, 20), (0, True, 30), (25, False, 25), (25, True, 30), (100, False, 40), (100, True, 40)],
)
def test_more_time_needs_no_reason_whoever_says_it(
    module: ModuleFacts, signed_in: SignedIn, given_percent: int, declared: bool, minutes: int
) -> None:
    learner = person("learner")
    testing.allow_more_time(user=learner, percent=given_percent, by=person("training_manager"))

    attempt = begun(signed_in(learner), **({"more_time": "1"} if declared else {}))

    assert attempt.minutes_allowed == minutes


def test_a_change_of_the_module_does_not_shorten_a_test_that_runs(module: ModuleFacts, signed_in: SignedIn) -> None:
    attempt = begun(signed_in("learner"))

    ModulePage.objects.filter(key="small").update(time_limit_minutes=5)

    attempt.refresh_from_db()
    assert attempt.minutes_allowed == 20


def test_an_answer_on_its_way_at_the_end_still_counts(module: ModuleFacts, signed_in: SignedIn) -> None:
    browser = signed_in("learner")
    attempt = back(begun(browser), minutes=20, seconds=15)

    assert answer(browser, attempt, 1).status_code == 302
    assert attempt.questions.get(position=1).answer is not None


def test_after_the_end_what_was_answered_is_graded_and_nothing_more_is_taken(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    browser = signed_in("learner")
    attempt = begun(browser)
    for position in range(1, 8):
        answer(browser, attempt, position)
    back(attempt, minutes=25)

    answered = answer(browser, attempt, 1)

    attempt.refresh_from_db()
    assert answered["Location"] == reverse("training:result", args=[attempt.pk])
    assert (attempt.passed, attempt.percent) == (True, 100)
    assert attempt.finished_at == attempt.ends_at
    assert SAID in browser.get(answered["Location"]).content.decode()


def test_a_page_that_keeps_answers_itself_is_told_that_it_is_over(module: ModuleFacts, signed_in: SignedIn) -> None:
    browser = signed_in("learner")
    attempt = back(begun(browser), minutes=25)

    assert answer(browser, attempt, 1, accept="application/json").status_code == 409
    assert attempt.questions.get(position=1).answer is None


@pytest.mark.parametrize("later", ["training:test", "training:begin_test"])
def test_whoever_comes_back_the_next_day_finds_the_result_of_that_time(
    module: ModuleFacts, signed_in: SignedIn, later: str
) -> None:
    browser = signed_in("learner")
    attempt = begun(browser)
    answer(browser, attempt, 1)
    back(attempt, days=1)

    address = reverse(later, args=["small"])
    browser.post(address) if "begin" in later else browser.get(address)

    attempt.refresh_from_db()
    assert attempt.finished_at == attempt.ends_at
    assert attempt.percent is not None


def test_handing_in_late_is_graded_as_of_the_end(module: ModuleFacts, signed_in: SignedIn) -> None:
    browser = signed_in("learner")
    attempt = back(begun(browser), minutes=90)

    browser.post(reverse("training:finish_test", args=[attempt.pk]))

    attempt.refresh_from_db()
    assert attempt.finished_at == attempt.ends_at


def test_the_training_manager_sets_and_takes_back_more_time(module: ModuleFacts, signed_in: SignedIn) -> None:
    manager = person("training_manager")
    learner: User = person("learner", supervisor=manager, organisation=manager.organisation)
    browser = signed_in(manager)
    address = reverse("training:allow_more_time", args=[learner.pk])

    assert "Laiks pārbaudēs" in browser.get(reverse("training:person", args=[learner.pk])).content.decode()
    browser.post(address, {"percent": "50"})
    assert MoreTime.objects.get(user=learner).percent == 50
    assert TrailEntry.objects.filter(action="allow_more_time").count() == 1
    browser.post(address, {"percent": "7000"})
    assert MoreTime.objects.get(user=learner).percent == 50
    browser.post(address, {"percent": "0"})
    assert not MoreTime.objects.exists()


def test_nobody_else_sees_or_sets_it(module: ModuleFacts, signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    learner = person("learner", supervisor=senior)
    browser = signed_in(senior)

    assert "Laiks pārbaudēs" not in browser.get(reverse("training:person", args=[learner.pk])).content.decode()
    assert browser.post(reverse("training:allow_more_time", args=[learner.pk]), {"percent": "50"}).status_code == 403
