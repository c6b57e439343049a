"""Too many mistakes: one account at one address rests, a colleague behind the same address does not."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from portal.accounts.lockout import network_of
from tests.factories.people import person

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"
CENTRE, HOME = "192.0.2.10", "192.0.2.99"


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> None:
    cache.clear()


def sign_in(email: str, password: str, address: str = CENTRE) -> int | str:
    """The next address after a right password, else the status."""
    answer = Client(REMOTE_ADDR=address).post("/account/login/", {"login": email, "password": password})
    return answer["Location"] if answer.status_code == 302 else answer.status_code


def test_one_persons_mistakes_never_lock_a_colleague_behind_the_same_address() -> None:
    person("learner", email="ilze@example.org")
    person("learner", email="maris@example.org")
    for _ in range(8):
        last = sign_in("ilze@example.org", "wrong")
    assert last == 429
    assert sign_in("ilze@example.org", PASSWORD) == 429
    assert sign_in("maris@example.org", PASSWORD) == "/account/2fa/authenticate/"


def test_the_person_can_still_sign_in_from_elsewhere() -> None:
    person("learner", email="ilze@example.org")
    for _ in range(7):
        sign_in("ilze@example.org", "wrong")
    assert sign_in("ilze@example.org", PASSWORD, HOME) == "/account/2fa/authenticate/"


def test_capital_letters_make_no_second_account_to_try() -> None:
    person("learner", email="ilze@example.org")
    for number in range(7):
        sign_in("Ilze@Example.org" if number % 2 else "ilze@example.org", "wrong")
    assert sign_in("ILZE@example.org", PASSWORD) == 429


def test_a_whole_centre_may_mistype_now_and_then() -> None:
    for number in range(40):
        person("learner", email=f"person{number}@example.org")
        assert sign_in(f"person{number}@example.org", "wrong") == 200
    assert sign_in("person7@example.org", PASSWORD) == "/account/2fa/authenticate/"


def test_behind_our_proxy_the_network_is_what_the_proxy_saw(settings: Any, rf: RequestFactory) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.10"})
    assert network_of(request) == "127.0.0.1"
    settings.PROXIES_IN_FRONT = 1
    assert network_of(request) == "192.0.2.10"
    settings.PROXIES_IN_FRONT = 2
    assert network_of(request) == "203.0.113.9"


def test_the_page_says_what_happened_and_what_to_do() -> None:
    person("learner", email="ilze@example.org")
    for _ in range(7):
        answer = Client(REMOTE_ADDR=CENTRE).post("/account/login/", {"login": "ilze@example.org", "password": "wrong"})
    text = answer.content.decode()
    assert answer.status_code == 429
    assert "Šajā kontā 15 minūtes nevar ieiet" in text
    assert "Kolēģi blakus var ieiet" in text


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong() -> None:
    text = Client().post("/account/login/", {"login": "ilze@example.org", "password": "wrong"}).content.decode()
    assert 'value="ilze@example.org"' in text
    assert "Adrese un parole nesaskan" in text
    assert "wrong" not in text.split("<main")[1]
