"""What people do to a test without meaning harm: half answers, long ones, letters, clicking twice, going back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.training import making
from training.catalogue import ModuleFacts
from training.models import Attempt, AttemptQuestion, Certificate, Fulfilment

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def module(site: None) -> ModuleFacts:
    return making.make_module()


@pytest.fixture
def learner(module: ModuleFacts, signed_in: SignedIn) -> Client:
    """In the middle of a test of seven questions, one of each kind."""
    client = signed_in("learner")
    for lesson in making.LESSONS:
        client.post(f"/lv/learn/module/small/{lesson}/finish/")
    client.post("/lv/learn/test/small/begin/")
    return client


def asked(kind: str) -> tuple[AttemptQuestion, str]:
    """The question of this kind and its address."""
    found = AttemptQuestion.objects.get(version__question__kind=kind)
    return found, f"/lv/learn/attempt/{found.attempt_id}/{found.position}/"


def test_half_an_order_is_not_said_to_be_kept(learner: Client) -> None:
    question, url = asked("order")

    answer = learner.post(url, {"place-a": "1"}, headers=SCRIPT)

    assert answer.status_code == 202
    question.refresh_from_db()
    assert question.answer is None


def test_an_answer_taken_back_is_not_graded(learner: Client) -> None:
    question, url = asked("multiple")
    learner.post(url, {"answer": ["a", "b"]}, headers=SCRIPT)

    assert learner.post(url, {}, headers=SCRIPT).status_code == 202

    question.refresh_from_db()
    assert question.answer is None
    assert question.answered_at is None


@pytest.mark.parametrize("typed", ["seši", "6 mēneši", "1e999999999999", "--6", "NaN"])
def test_letters_in_a_number_keep_what_was_typed_and_say_so(learner: Client, typed: str) -> None:
    question, url = asked("numeric")

    page = learner.post(url, {"answer": typed})

    assert page.status_code == 422
    assert "Tas nav skaitlis" in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()
    question.refresh_from_db()
    assert question.answer is None


@pytest.mark.parametrize("typed", ["6", "6,0", "6.0", " 6 "])
def test_a_number_is_right_with_comma_or_point(learner: Client, typed: str) -> None:
    question, url = asked("numeric")
    learner.post(url, {"answer": typed})

    learner.post(f"/lv/learn/attempt/{question.attempt_id}/finish/")

    question.refresh_from_db()
    assert question.score == 1


def test_a_text_of_ten_thousand_letters_is_refused_with_its_beginning_kept(learner: Client) -> None:
    question, url = asked("short_text")

    page = learner.post(url, {"answer": "š" * 10_000})

    assert page.status_code == 422
    assert "š" * 200 in page.content.decode()
    assert "š" * 201 not in page.content.decode()
    question.refresh_from_db()
    assert question.answer is None


def test_handing_in_twice_and_going_back_count_once(learner: Client) -> None:
    question, url = asked("single")
    finish = f"/lv/learn/attempt/{question.attempt_id}/finish/"
    learner.post(url, {"answer": "a"})

    for _click in range(2):
        learner.post(finish)
    late = learner.post(url, {"answer": "b"})

    assert late.status_code == 302
    assert learner.get(url).headers["Location"] == f"/lv/learn/attempt/{question.attempt_id}/"
    question.refresh_from_db()
    assert question.answer == "a"
    assert Attempt.objects.count() == 1
    assert Fulfilment.objects.count() == Certificate.objects.count() == 0  # one of seven is no pass


def test_beginning_twice_begins_one_test(learner: Client) -> None:
    learner.post("/lv/learn/test/small/begin/")

    assert Attempt.objects.count() == 1
    assert AttemptQuestion.objects.count() == 7


def test_a_test_goes_on_in_the_other_language_with_the_same_questions_and_answers(learner: Client) -> None:
    _question, url = asked("single")
    learner.post(url, {"answer": "b"})

    page = learner.get(url.replace("/lv/", "/en/")).content.decode()

    assert "T-1 en" in page
    assert page.count("checked") == 1
    assert 'value="b" checked' in page


def test_nothing_answered_is_a_result_with_what_to_repeat(learner: Client) -> None:
    attempt = Attempt.objects.get()

    learner.post(f"/lv/learn/attempt/{attempt.pk}/finish/")
    page = learner.get(f"/lv/learn/attempt/{attempt.pk}/").content.decode()

    attempt.refresh_from_db()
    assert (attempt.percent, attempt.passed) == (0, False)
    assert page.count("nav atbildēts") == 7
    assert "Mazais modulis 1" in page  # the lesson that explains it


def test_a_session_that_ended_while_answering_loses_no_word(learner: Client) -> None:
    _question, url = asked("short_text")
    learner.cookies.clear()

    page = learner.post(url, {"answer": "PMLP"}, headers={"Origin": "http://testserver"})

    assert page.status_code == 401
    assert 'value="PMLP"' in page.content.decode()
    assert learner.post(url, {"answer": "PMLP"}, headers=SCRIPT).status_code == 401


def test_waiting_is_told_in_hours() -> None:
    from training.words import wait

    assert "1" in wait(timedelta(minutes=5))
