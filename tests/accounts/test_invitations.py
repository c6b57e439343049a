"""Invitations: the only way to an account, once and for seven days."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from portal.accounts import actions
from portal.accounts.forms import NewPasswordForm
from portal.accounts.models import Invitation, Role, User
from tests.factories.people import OrganisationFactory, person

pytestmark = pytest.mark.django_db
PASSWORD = {"new_password1": "four words in one sentence", "new_password2": "four words in one sentence"}


@pytest.fixture
def invited(django_capture_on_commit_callbacks: Any) -> Callable[..., str]:
    """`invited()` gives the address in the letter."""

    def invite(roles: tuple[str, ...] = ("learner",), language: str = "lv", by: User | None = None) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            actions.invite_person(
                email="New.Person@Example.org",
                first_name="Zane",
                last_name="Ābola",
                organisation=OrganisationFactory(),
                roles=Role.objects.filter(key__in=roles),
                by=by or person("administrator"),
                language=language,
            )
        found = re.search(r"/account/invitation/\S+", str(mail.outbox[-1].body))
        assert found
        return found[0]

    return invite


def test_an_invited_person_gets_the_account_with_its_roles(client: Client, invited: Callable[..., str]) -> None:
    answer = client.post(invited(("learner", "social_mentor")), PASSWORD)
    assert answer.status_code == 302
    assert answer.url == "/account/second-factor/"  # type: ignore[attr-defined]
    user = User.objects.get(email="new.person@example.org")
    assert user.role_keys == {"learner", "social_mentor"}


def test_the_letter_works_once(client: Client, invited: Callable[..., str]) -> None:
    address = invited()
    client.post(address, PASSWORD)
    again = Client().get(address)
    assert again.status_code == 410
    assert "Šis uzaicinājums vairs neder" in again.content.decode()


def test_the_letter_works_for_seven_days(client: Client, invited: Callable[..., str]) -> None:
    address = invited()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=6, hours=23))
    assert client.get(address).status_code == 200
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=7, minutes=1))
    assert client.get(address).status_code == 410
    assert client.post(address, PASSWORD).status_code == 410
    assert not User.objects.filter(email="new.person@example.org").exists()


def test_a_newer_letter_withdraws_the_older(client: Client, invited: Callable[..., str]) -> None:
    older, newer = invited(), invited()
    assert older != newer
    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 200


def test_a_withdrawn_letter_opens_nothing(
    client: Client, signed_in: Callable[..., Client], invited: Callable[..., str]
) -> None:
    address = invited()
    signed_in("administrator").post(f"/lv/people/invitations/{Invitation.objects.get().pk}/withdraw/")
    assert client.get(address).status_code == 410


def test_a_double_click_on_invite_sends_one_letter(
    signed_in: Callable[..., Client], django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in("administrator")
    data = {
        "first_name": "Zane", "last_name": "Ābola", "email": "zane@example.org", "language": "lv",
        "organisation": OrganisationFactory().pk, "roles": [Role.objects.get(key="learner").pk],
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/lv/people/invite/", data).status_code == 302
        assert client.post("/lv/people/invite/", data).status_code == 302
    assert Invitation.objects.open().count() == 1
    assert len(mail.outbox) == 1


def test_a_double_click_on_accept_makes_one_account_and_goes_on(invited: Callable[..., str]) -> None:
    address = invited()
    first, second = Client(), Client()
    first.post(address, PASSWORD)
    answer = second.post(address, PASSWORD)
    assert answer.status_code == 302
    assert User.objects.filter(email="new.person@example.org").count() == 1
    wrong = {"new_password1": "another one entirely", "new_password2": "another one entirely"}
    assert Client().post(address, wrong).status_code == 410


def test_the_letter_is_in_the_language_of_the_person(invited: Callable[..., str]) -> None:
    invited(language="en")
    assert mail.outbox[-1].subject == "Soli pa solim: your invitation"
    assert "Good day, Zane," in str(mail.outbox[-1].body)
    invited(language="lv")
    assert mail.outbox[-1].subject == "Soli pa solim: Jūsu uzaicinājums"


def test_a_form_with_something_wrong_keeps_what_was_typed(signed_in: Callable[..., Client]) -> None:
    person(email="taken@example.org")
    answer = signed_in("administrator").post(
        "/lv/people/invite/",
        {"first_name": "Zane", "last_name": "Ābola <b>", "email": "TAKEN@example.org", "language": "en",
         "organisation": OrganisationFactory().pk, "roles": [Role.objects.get(key="learner").pk]},
    )  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Ābola &lt;b&gt;" in text
    assert "Ar šo adresi konts jau ir" in text or "konts" in text


def test_a_training_manager_invites_learners_but_gives_no_power(signed_in: Callable[..., Client]) -> None:
    manager = person("training_manager")
    organisation = OrganisationFactory()
    for key, status in (("administrator", 422), ("social_mentor", 422), ("learner", 302)):
        data = {"first_name": "A", "last_name": "B", "email": f"{key}@example.org", "language": "lv",
                "organisation": organisation.pk, "roles": [Role.objects.get(key=key).pk]}  # fmt: skip
        assert signed_in(manager).post("/lv/people/invite/", data).status_code == status
    with pytest.raises(actions.RolesNotTheirs):
        actions.invite_person(
            email="x@example.org", first_name="A", last_name="B", organisation=organisation, by=manager,
            roles=Role.objects.filter(key="administrator"),
        )  # fmt: skip


def test_nobody_signs_up_alone(client: Client) -> None:
    answer = client.post("/account/signup/", {"email": "x@example.org", "password1": "a b c d e f g h"})
    assert "Kontu iegūst ar uzaicinājumu" in answer.content.decode()
    assert not User.objects.filter(email="x@example.org").exists()


def test_two_passwords_that_differ_are_said_in_plain_words() -> None:
    with translation.override("lv"):
        form = NewPasswordForm(User(), {"new_password1": "četri vārdi vienā", "new_password2": "trīs vārdi vienā"})
        assert form.errors["new_password2"] == ["Paroles atšķiras. Abos laukos ierakstiet vienu un to pašu."]
