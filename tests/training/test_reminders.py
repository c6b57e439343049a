"""A supervisor reminds those of the own team who are late: once a day each, and says who was left out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.accounts.models import RoleAssignment, User
from portal.protection.expiry import apply_retention
from portal.protection.models import TrailEntry
from tests.factories.people import person
from tests.training import making
from training.actions.reminding import remind_late, send_letter
from training.catalogue import ModuleFacts
from training.models import Reminder

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
URL = "/lv/learn/team/remind/"


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts, roles=("social_mentor",))
    return facts


@pytest.fixture
def letters_go_out(django_capture_on_commit_callbacks: Any) -> Any:
    """What is sent after the transaction."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def mentor(supervisor: User, days: int = 100, **fields: Any) -> User:
    """Has had the role for so many days: the module was due after 14, the guideline after 21."""
    user = person("social_mentor", supervisor=supervisor, **fields)
    RoleAssignment.objects.filter(user=user).update(starts=timezone.localdate() - timedelta(days=days))
    return user


def press(client: Client, *people: User, query: str = "") -> str:
    numbers = ",".join(str(one.pk) for one in people)
    return client.post(URL + query, {"people": numbers}, follow=True).content.decode()


def test_the_page_names_the_late_ones_that_the_filter_shows_and_what_they_will_read(
    module: ModuleFacts, signed_in: SignedIn
) -> None:
    senior = person("senior_social_worker")
    late, hidden, timely = mentor(senior, first_name="Aija"), mentor(senior), mentor(senior, days=1)
    client = signed_in(senior)

    page = client.get(f"{URL}?q=Aija").content.decode()

    assert f'value="{late.pk}"' in page
    assert "Mazais modulis: kavējas kopš" in page
    assert str(hidden) not in page
    assert str(timely) not in client.get(URL).content.decode()
    assert "learn/team/remind/?q=Aija" in client.get("/lv/learn/team/?q=Aija").content.decode()
    assert "remind" not in client.get(f"/lv/learn/team/?q={timely.last_name}").content.decode()
    assert not Reminder.objects.exists()


def test_each_gets_one_letter_in_the_own_language_however_often_one_presses(
    module: ModuleFacts, signed_in: SignedIn, letters_go_out: Any
) -> None:
    senior = person("senior_social_worker", first_name="Rasa", last_name="Mūrniece")
    latvian, english = mentor(senior), mentor(senior, language="en")
    client = signed_in(senior)

    with letters_go_out():
        first = press(client, latvian, english)
        again = press(client, latvian, english)

    assert "Vēstules nosūtītas 2 cilvēkiem." in first
    assert "Vēstules nosūtītas 2 cilvēkiem." in again
    assert {letter.to[0]: letter.subject for letter in mail.outbox} == {
        latvian.email: "Soli pa solim: Jūsu mācības kavējas",
        english.email: "Soli pa solim: your training is late",
    }
    [body] = [str(letter.body) for letter in mail.outbox if letter.to == [english.email]]
    assert "Rasa Mūrniece reminds you" in body
    assert "– Small module: late since" in body
    assert "/en/learn/" in body
    [entry] = TrailEntry.objects.filter(action="remind_late")
    assert entry.actor_id == senior.pk
    assert sorted(entry.detail["people"]) == sorted([latvian.pk, english.pk])


def test_who_was_reminded_within_a_day_is_left_out_by_name_whoever_reminds(
    module: ModuleFacts, signed_in: SignedIn, letters_go_out: Any
) -> None:
    senior = person("senior_social_worker")
    reminded, other = mentor(senior, last_name="Bērziņa"), mentor(senior)
    with letters_go_out():
        remind_late(people=[reminded.pk], by=person("training_manager"), language="lv")

    with letters_go_out():
        said = press(signed_in(senior), reminded, other)
    assert (
        "Vēstule nosūtīta 1 cilvēkam. Izlaisti, jo viņiem pēdējās diennakts laikā jau atgādināts: Ilze Bērziņa." in said
    )
    assert len(mail.outbox) == 2

    Reminder.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    with letters_go_out():
        press(signed_in(senior), reminded)
    assert len(mail.outbox) == 3


def test_nobody_of_another_team_and_nobody_in_time_gets_a_letter(
    module: ModuleFacts, signed_in: SignedIn, letters_go_out: Any
) -> None:
    senior = person("senior_social_worker")
    foreign, timely = mentor(person("senior_social_worker")), mentor(senior, days=1)

    with letters_go_out():
        said = press(signed_in(senior), foreign, timely)

    assert "Neviena vēstule nav nosūtīta: te vairs neviens nekavē." in said
    assert mail.outbox == []
    assert signed_in("learner").post(URL, {"people": str(foreign.pk)}).status_code == 403


def test_a_letter_that_did_not_go_out_is_told_and_can_be_sent_again(
    module: ModuleFacts, signed_in: SignedIn, letters_go_out: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    senior = person("senior_social_worker")
    late = mentor(senior)
    client = signed_in(senior)

    def refuse(**fields: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken, letters_go_out():
        broken.setattr("training.actions.reminding.send_mail", refuse)
        press(client, late)
    page = client.get(URL).content.decode()
    assert "vēstuli nosūtīt neizdevās" in page
    assert f'value="{late.pk}"' in page

    with letters_go_out():
        press(client, late)
    assert [letter.to for letter in mail.outbox] == [[late.email]]


def test_a_letter_is_sent_once_and_not_to_who_caught_up_meanwhile(module: ModuleFacts) -> None:
    senior = person("senior_social_worker")
    late, caught_up = mentor(senior), mentor(senior, days=1)
    one, other = (Reminder.objects.create(user=user, by=senior) for user in (late, caught_up))

    assert [send_letter.call(one.pk), send_letter.call(one.pk), send_letter.call(other.pk)] == [True, False, False]

    assert len(mail.outbox) == 1


def test_reminders_are_kept_for_thirty_days(module: ModuleFacts) -> None:
    senior = person("senior_social_worker")
    late = mentor(senior)
    for days in (31, 29):
        Reminder.objects.create(user=late, by=senior, asked_at=timezone.now() - timedelta(days=days))

    assert apply_retention(dry_run=True)["reminder"] == 1
    assert apply_retention()["reminder"] == 1

    assert Reminder.objects.get().asked_at > timezone.now() - timedelta(days=30)


@pytest.mark.parametrize("people", [1, 10, 100])
def test_the_page_asks_the_same_number_of_queries_for_any_team(
    module: ModuleFacts, signed_in: SignedIn, django_assert_num_queries: Any, people: int
) -> None:
    senior = person("senior_social_worker")
    for _n in range(people):
        mentor(senior)
    client = signed_in(senior)
    client.get("/lv/learn/")

    with django_assert_num_queries(17):
        client.get(URL)
