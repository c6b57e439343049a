"""After signing in: second factor before anything else, ends of sessions, confirmation, the language of the account."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone
from django.utils.regex_helper import normalize

from portal.accounts.codes import code_now
from portal.accounts.middleware import SET_UP
from portal.accounts.models import Role, User
from portal.accounts.roles import deactivate_person, reactivate_person
from portal.protection.models import TrailEntry
from portal.seams import access
from tests.factories.people import TOTP_SECRET, UserFactory, person

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-enough-password"
SAMPLES = ("1", "x", "lv", "0198c0de-0000-7000-8000-000000000001", "a/b", "abcdef-1234", "pages", "home", "html")


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    """The pattern of every route, as a regular expression without its anchors."""
    for one in patterns:
        pattern = before + str(one.pattern.regex.pattern).lstrip("^").removeprefix(r"\A").replace(r"\Z", "")
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, pattern)
        elif isinstance(one, URLPattern):
            yield pattern.rstrip("$")


def address_of(pattern: str) -> str | None:
    """An address that the route answers to."""
    for form, names in normalize(pattern):
        for values in product(SAMPLES, repeat=len(names)):
            path = "/" + form % dict(zip(names, values, strict=True))
            try:
                resolve(path)
            except Resolver404:
                continue
            return path
    return None


@pytest.mark.parametrize("role", ["social_mentor", "administrator", "editor"])
def test_with_a_password_alone_nothing_opens_but_the_set_up(role: str, site: None) -> None:
    user = UserFactory()
    user.role_assignments.create(role=Role.objects.get(key=role))
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    walked, open_routes, unreached = 0, set(), []
    for pattern in set(routes(get_resolver().url_patterns)):
        path = address_of(pattern)
        if path is None:
            unreached.append(pattern)
            continue
        name = resolve(path).view_name
        answer = client.get(path)
        walked += 1
        if answer.status_code == 302 and answer["Location"] == "/account/second-factor/":
            continue
        open_routes.add(name)
    assert walked > 200
    assert open_routes <= SET_UP
    assert len(unreached) < 12, unreached


def signed_in_by_hand(email: str = "ilze@example.org") -> Client:
    """Through both steps, as a person does it."""
    person("social_mentor", "learner", email=email)
    client = Client()
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    answer = client.post("/account/2fa/authenticate/", {"code": code_now(TOTP_SECRET)})
    assert answer["Location"] == "/lv/home/"
    return client


def test_two_steps_lead_home() -> None:
    client = signed_in_by_hand()
    assert client.get("/lv/home/").status_code == 200


def test_after_the_first_step_nobody_is_signed_in_yet() -> None:
    person("learner", email="ilze@example.org")
    client = Client()
    answer = client.post("/account/login/", {"login": "ilze@example.org", "password": PASSWORD})
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert client.get("/lv/home/")["Location"].startswith("/account/login/")


def test_a_wrong_code_keeps_the_person_at_the_second_step() -> None:
    person("learner", email="ilze@example.org")
    client = Client()
    client.post("/account/login/", {"login": "ilze@example.org", "password": PASSWORD})
    answer = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Šis kods neder" in answer.content.decode()
    assert client.get("/lv/home/").status_code == 302


def test_ended_access_ends_open_sessions_at_once_and_for_good(signed_in: Callable[..., Client]) -> None:
    administrator, user = person("administrator"), person("learner")
    person("administrator")
    client = signed_in(user)
    assert client.get("/lv/home/").status_code == 200
    deactivate_person(user=user, by=administrator)
    cookie = client.cookies["sessionid"].value
    assert client.get("/lv/home/")["Location"].startswith("/account/login/")
    reactivate_person(user=user, by=administrator)
    late = Client()
    late.cookies["sessionid"] = cookie
    assert late.get("/lv/home/")["Location"].startswith("/account/login/")


def test_nobody_inactive_signs_in() -> None:
    user = person("learner", email="ilze@example.org", is_active=False)
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/account/2fa/authenticate/").status_code == 302
    assert client.get("/lv/home/")["Location"].startswith("/account/login/")


def later(**passed: float) -> Any:
    return patch("portal.accounts.middleware.timezone.now", lambda now=timezone.now: now() + timedelta(**passed))


def test_a_session_ends_after_twelve_hours_whatever_one_does(signed_in: Callable[..., Client]) -> None:
    client = signed_in("learner")
    client.get("/lv/home/")
    for hours in (3, 6, 9, 11.9):
        with later(hours=hours):
            assert client.get("/lv/home/").status_code == 200
    with later(hours=12.01):
        assert client.get("/lv/home/")["Location"] == "/account/login/?next=/lv/home/"
    assert client.get("/lv/home/").status_code == 302


def case_list() -> str:
    """The address of a page of the case area."""

    from django.urls import reverse

    return reverse("skills_audit:caseload")


def test_case_pages_end_after_fifteen_idle_minutes_and_others_do_not(signed_in: Callable[..., Client]) -> None:
    client = signed_in("social_mentor")
    assert client.get(case_list()).status_code == 200
    with later(minutes=14):
        assert client.get(case_list()).status_code == 200
    with later(minutes=28):
        assert client.get(case_list()).status_code == 200
    with later(minutes=44):
        answer = client.get(case_list())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")
    client = signed_in("social_mentor")
    client.get("/lv/home/")
    with later(minutes=50):
        assert client.get("/lv/home/").status_code == 200


def test_a_script_hears_401_when_its_session_is_over(signed_in: Callable[..., Client]) -> None:
    client = signed_in("social_mentor")
    client.get(case_list())
    with later(minutes=16):
        answer = client.get(case_list(), headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json() == {"error": "sign_in"}
    assert Client().post(case_list(), "{}", content_type="application/json").status_code == 401


def test_a_form_of_an_ended_session_comes_back_with_what_was_typed() -> None:
    answer = Client().post(
        "/lv/people/invite/?a=1", {"first_name": 'Zane "Z"', "password": "secret-thing"}, headers={"origin": "http://testserver"}
    )  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 401
    assert answer["Cache-Control"] == "private, no-store"
    assert 'value="Zane &quot;Z&quot;"' in text
    assert 'action="/lv/people/invite/?a=1"' in text
    assert "secret-thing" not in text


def test_a_form_with_files_asks_for_them_once_more_and_sends_all_in_one_go() -> None:
    typed = {"about": "Diploma", "file": SimpleUploadedFile("diploms.pdf", b"%PDF-")}
    text = Client().post("/lv/people/invite/", typed, headers={"origin": "http://testserver"}).content.decode()
    assert 'enctype="multipart/form-data"' in text
    assert 'type="file" id="again_1" name="file" required' in text
    assert "diploms.pdf" in text
    assert 'value="Diploma"' in text


def test_a_form_with_files_waits_in_the_browser_until_its_person_has_confirmed(
    signed_in: Callable[..., Client], confirmed_route: str
) -> None:
    client, user = signed_in("administrator"), person("learner")
    typed = {"about": "Diploma", "file": SimpleUploadedFile("diploms.pdf", b"%PDF-")}
    answer = client.post(confirmed_route.format(user.pk), typed)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "/account/reauthenticate/?next=%2Faccount%2Fagain%2F" in text
    assert "diploms.pdf" in text
    assert "account_reauthentication_state" not in client.session
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/again/"})
    assert client.post(confirmed_route.format(user.pk), typed)["Location"] == f"/lv/people/{user.pk}/"


def test_a_form_of_a_foreign_page_is_not_offered_again() -> None:
    data = {"first_name": "Zane"}
    foreign = Client().post("/lv/people/invite/", data, headers={"origin": "https://elsewhere.example"})
    assert foreign.status_code == 302
    strict = Client(enforce_csrf_checks=True)
    assert (
        "Zane"
        not in strict.post("/account/login/", data, headers={"origin": "https://elsewhere.example"}).content.decode()
    )
    assert "Zane" not in strict.post("/account/login/", data).content.decode()


def test_an_old_token_keeps_what_was_typed() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        "/account/login/", {"login": "ilze@example.org", "password": PASSWORD}, headers={"origin": "http://testserver"}
    )
    assert answer.status_code == 403
    assert "ilze@example.org" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


@pytest.fixture
def confirmed_route() -> str:
    """The one route of this app that asks for a confirmation."""
    rule = access.rule_for("reset_second_factor")
    assert rule
    assert rule.reauthenticate
    return "/lv/people/{}/second-factor/"


def test_a_confirmation_goes_on_with_the_action_and_loses_nothing(
    signed_in: Callable[..., Client], confirmed_route: str
) -> None:
    client, user = signed_in("administrator"), person("learner")
    address = confirmed_route.format(user.pk)
    asked = client.post(address)
    assert asked["Location"] == f"/account/reauthenticate/?next={address.replace('/', '%2F')}"
    assert Authenticator.objects.filter(user=user).exists()
    done = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})
    assert done["Location"] == f"/lv/people/{user.pk}/"
    assert not Authenticator.objects.filter(user=user).exists()
    assert TrailEntry.objects.filter(action="reset_second_factor", record=f"person:{user.pk}").exists()


def test_a_confirmation_is_no_way_round_the_access_rules(
    signed_in: Callable[..., Client], confirmed_route: str
) -> None:
    client, user = signed_in("learner"), person("learner")
    address = confirmed_route.format(user.pk)
    assert client.post(address).status_code == 403
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})
    assert Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/django-admin/login/", "/admin/", "/django-admin/", "/lv/_util/login/"]
)
def test_every_sign_in_leads_to_ours(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/")


def test_a_person_without_the_admin_is_refused_instead_of_sent_round(
    signed_in: Callable[..., Client],
) -> None:
    assert signed_in("learner").get("/admin/login/").status_code == 403


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("asked", ["lv", "en", "fi"])
def test_the_admin_speaks_the_accounts_language_whatever_the_browser_asks(
    signed_in: Callable[..., Client], site: None, language: str, asked: str
) -> None:
    user = person(language=language)
    from portal.accounts.roles import give_role

    give_role(user=user, role=Role.objects.get(key="editor"), by=None)
    text = signed_in(user).get("/admin/", headers={"accept-language": asked}).content.decode()
    assert re.search(rf'<html[^>]* lang="{language}"', text)


def test_the_account_page_changes_the_language(signed_in: Callable[..., Client]) -> None:
    user = person("learner")
    client = signed_in(user)
    client.post("/account/", {"language": "en"})
    assert User.objects.get(pk=user.pk).language == "en"
    assert "Account and security" in client.get("/account/").content.decode()
