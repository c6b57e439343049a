"""Home and the frame."""

from collections.abc import Callable

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/lv/home/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_signed_in_person_sees_home_and_nothing_is_stored(signed_in: Callable[..., Client]) -> None:
    answer = signed_in("learner").get("/lv/home/")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_a_route_without_a_rule_is_closed(signed_in: Callable[..., Client], settings: object) -> None:
    from portal.seams import access

    rule = access._rules.pop("home")
    try:
        assert signed_in("learner").get("/lv/home/").status_code == 403
    finally:
        access._rules["home"] = rule


def test_a_wagtail_page_is_private(site: None, client: Client, signed_in: Callable[..., Client]) -> None:
    assert client.get("/lv/").status_code == 302


def test_the_root_page_of_a_language_leads_to_the_readers_home(site: None, signed_in: Callable[..., Client]) -> None:
    answer = signed_in("learner").get("/lv/")

    assert (answer.status_code, answer["Location"]) == (302, "/lv/home/")


def test_health_needs_no_session(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").status_code == 200


@pytest.mark.parametrize(("role", "there"), [("translator", True), ("official", False)])
def test_with_nothing_waiting_an_editor_is_led_to_the_desk(
    site: None, signed_in: Callable[..., Client], role: str, there: bool
) -> None:
    page = signed_in(role).get("/lv/home/").content.decode()

    assert ("empty" in page, '<a class="btn" href="/admin/">' in page) == (True, there)
