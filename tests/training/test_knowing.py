"""What a learner has proved, and what to repeat: the newest certificate of a module, its end, the last test."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import RoleAssignment, User
from tests.factories.people import person
from tests.training import making
from training.actions import ledger
from training.catalogue import ModuleFacts
from training.knowing import known, to_renew
from training.models import Attempt, Certificate, Fulfilment
from training.scheduling import add_months
from training.standings import picture

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts)
    return facts


@pytest.fixture
def learner() -> User:
    return person("learner")


def test_the_margin_of_home_and_of_the_path_shows_certificates_and_what_to_repeat(
    module: ModuleFacts, learner: User, signed_in: SignedIn
) -> None:
    attempt = making.attempt_by(learner, module, right=6)
    certificate = Certificate.objects.get()
    client = signed_in(learner)

    for address in ("/lv/home/", "/lv/learn/"):
        margin = client.get(address).content.decode().partition("<aside")[2].partition("</aside>")[0]
        assert f"/lv/learn/certificate/{certificate.code}/" in margin
        assert f"/lv/learn/attempt/{attempt.pk}/" in margin
        assert "Pēdējā pārbaudē pareizi 85 %" in margin


def test_what_was_all_right_the_last_time_or_lies_long_ago_is_not_to_be_repeated(
    module: ModuleFacts, learner: User
) -> None:
    today, long_ago = timezone.localdate(), timezone.now() - timedelta(days=91)
    weak = making.attempt_by(learner, module, right=6)
    assert [str(weak.pk) in line.url for line in known(learner.pk, today).weak] == [True]

    Attempt.objects.update(finished_at=long_ago)
    assert known(learner.pk, today).weak == []

    Attempt.objects.update(finished_at=weak.finished_at)
    making.attempt_by(learner, module)
    assert known(learner.pk, today).weak == []


@pytest.mark.parametrize(
    ("days", "look", "words"), [(200, "", "Derīga līdz"), (30, "soon", "Derīga līdz"), (-1, "late", "Beidzās")]
)
def test_a_certificate_says_when_it_ends_and_wants_to_be_seen_when_that_is_near(
    module: ModuleFacts, learner: User, days: int, look: str, words: str
) -> None:
    making.attempt_by(learner, module)
    today = timezone.localdate()
    Certificate.objects.update(valid_until=today + timedelta(days=days))

    [line] = known(learner.pk, today).certificates

    assert line.look == look
    assert line.text.startswith(words)


def test_of_a_renewed_module_the_newer_certificate_stands_and_a_void_one_never(
    module: ModuleFacts, learner: User
) -> None:
    today = timezone.localdate()
    making.attempt_by(learner, module)
    Certificate.objects.update(issued_on=today - timedelta(days=300))
    making.attempt_by(learner, module)
    newest = Certificate.objects.latest("issued_on")

    [line] = known(learner.pk, today).certificates
    assert newest.code in line.url

    ledger.correct(entry=newest.fulfilment, reason="Izdota kļūdas dēļ.", by=None)
    [line] = known(learner.pk, today).certificates
    assert newest.code not in line.url


def test_a_module_whose_proof_ends_soon_is_to_be_renewed(module: ModuleFacts, learner: User) -> None:
    making.attempt_by(learner, module)
    ends = Fulfilment.objects.get(kind="module").valid_until
    assert ends

    def lines(today: Any) -> list[str]:
        return [line.look for line in to_renew(picture([learner], "lv", today).of(learner))]

    assert [lines(add_months(ends, -3)), lines(ends), lines(ends + timedelta(days=1))] == [[], ["soon"], ["late"]]


def test_the_path_says_what_to_do_where_something_is_late_begun_or_ends_and_nowhere_else(
    module: ModuleFacts, learner: User, signed_in: SignedIn
) -> None:
    client = signed_in(learner)

    def steps() -> list[Any]:
        page = client.get("/lv/learn/").content.decode()
        return re.findall(r'<a class="go" href="([^"]+)">([^<]+) <svg', page.partition("<aside")[0])

    assert steps() == []
    making.finish_lessons(learner, module)
    assert steps() == [("/lv/learn/module/small/", "Kārtot pārbaudi")]
    RoleAssignment.objects.filter(user=learner).update(starts=timezone.localdate() - timedelta(days=22))
    assert [words for _address, words in steps()] == ["Kārtot pārbaudi", "Izlasīt"]
