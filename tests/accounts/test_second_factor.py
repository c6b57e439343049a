"""Second factors: kept, renewed, never the last one taken away."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal.accounts.codes import code_now
from portal.accounts.models import User
from tests.factories.people import TOTP_SECRET, person

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> None:
    cache.clear()


def confirmed(client: Client) -> Client:
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_the_secret_lies_sealed_in_the_database() -> None:
    user = person("learner")
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert "JBSWY3DP" not in stored


def test_the_only_factor_of_a_member_of_staff_stays(signed_in: Callable[..., Client]) -> None:
    user = person("learner")
    client = confirmed(signed_in(user))
    text = client.post("/account/2fa/totp/deactivate/").content.decode()
    assert "Jūsu vienīgais otrais faktors" in text
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_new_codes_are_shown_until_they_are_kept_and_then_never_again(
    signed_in: Callable[..., Client],
) -> None:
    client = confirmed(signed_in("learner"))
    made = client.post("/account/2fa/recovery-codes/generate/")
    assert made["Location"] == "/account/recovery-codes/"
    assert client.get("/lv/home/")["Location"] == "/account/recovery-codes/"
    shown = client.get("/account/recovery-codes/").context["codes"]
    assert len(shown) == 10
    assert shown[0] in client.get("/account/recovery-codes/file/").content.decode()
    untouched = client.post("/account/recovery-codes/", {})
    assert untouched.status_code == 422
    assert client.post("/account/recovery-codes/", {"kept": "on"})["Location"] == "/lv/home/"
    for address in ("/account/recovery-codes/", "/account/2fa/recovery-codes/"):
        assert client.get(address)["Location"] == "/account/"
    assert client.get("/account/recovery-codes/file/").status_code == 404
    assert client.get("/account/2fa/recovery-codes/download/").status_code == 404


def test_new_codes_need_a_confirmation(signed_in: Callable[..., Client]) -> None:
    answer = signed_in("learner").get("/account/2fa/recovery-codes/generate/")
    assert answer["Location"].startswith("/account/reauthenticate/")


def test_an_administrator_needs_a_passkey_in_production(signed_in: Callable[..., Client], settings: object) -> None:
    settings.PASSKEY_ENFORCED = True  # type: ignore[attr-defined]
    assert signed_in("administrator").get("/lv/home/")["Location"] == "/account/2fa/webauthn/add/"
    assert signed_in("learner").get("/lv/home/").status_code == 200


def test_an_administrator_who_just_signed_in_adds_the_passkey_without_the_password_once_more(
    signed_in: Callable[..., Client], settings: object
) -> None:
    settings.PASSKEY_ENFORCED = True  # type: ignore[attr-defined]
    user = person("administrator")
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code_now(TOTP_SECRET)})
    assert client.get("/lv/home/")["Location"] == "/account/2fa/webauthn/add/"
    text = client.get("/account/2fa/webauthn/add/").content.decode()
    assert "Jūsu loma atver citu cilvēku kontus" in text
    assert "/account/second-factor/" not in text


def test_changing_the_password_writes_a_letter_and_keeps_this_session(
    signed_in: Callable[..., Client], django_capture_on_commit_callbacks: Callable
) -> None:
    user = person("learner")
    client, other = signed_in(user), signed_in(user)
    new = {"oldpassword": PASSWORD, "password1": "another sentence of words", "password2": "another sentence of words"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/password/change/", new)
    assert mail.outbox[-1].to == [user.email]
    assert "parole ir nomainīta" in str(mail.outbox[-1].body)
    assert client.get("/lv/home/").status_code == 200
    assert other.get("/lv/home/").status_code == 302


def test_a_forgotten_password_comes_back_by_letter_and_the_second_factor_stays() -> None:
    user = person("learner", email="ilze@example.org")
    client = Client()
    client.post("/account/password/reset/", {"email": user.email})
    body = str(mail.outbox[-1].body)
    address = next(word for word in body.split() if "/account/password/reset/key/" in word)
    page = client.get(address.removeprefix("http://testserver"), follow=True)
    new = {"password1": "another sentence of words", "password2": "another sentence of words"}
    client.post(page.request["PATH_INFO"], new)
    assert User.objects.get(pk=user.pk).check_password("another sentence of words")
    answer = client.post("/account/login/", {"login": user.email, "password": "another sentence of words"})
    assert answer["Location"] == "/account/2fa/authenticate/"


def test_a_forgotten_password_tells_nobody_who_has_an_account() -> None:
    person("learner", email="ilze@example.org")
    known = Client().post("/account/password/reset/", {"email": "ilze@example.org"}, follow=True)
    unknown = Client().post("/account/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert "konta nav" in str(mail.outbox[-1].body)
