"""Every route as every role and signed out: what the matrix says is what happens."""

import time
from uuid import UUID, uuid4

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import Resolver404, resolve

from guidelines.challenging import raise_challenge
from guidelines.models import Handout
from portal.accounts.models import User
from portal.checks import routes
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.protection.models import TrailEntry
from portal.seams import access
from tests.factories.cases import client_of
from tests.factories.guidelines import STATEMENT, country, guide
from tests.factories.people import person
from tests.protection.every_route import Route, asked, every_route
from tests.training.making import attempt_by, make_curriculum, make_module, strategy

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
FORM, KINDS = "application/x-www-form-urlencoded", {"PUT": "application/json"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _ask_samples_anew() -> None:
    asked.clear()


def browser_of(user: User) -> Browser:
    """Signed in with everything done, a moment ago."""
    browser = Browser()
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    session["sign_in_complete"] = user.session_mark
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time() + 3000, "reauthenticated": True}
    ]
    session.save()
    return browser


def ask(browser: Browser, route: Route, client: UUID | None = None, method: str = "") -> HttpResponse:
    method = method or route.rule.methods[0]
    answer: HttpResponse = browser.generic(
        method, route.address(client), b"{}" if method == "PUT" else b"", content_type=KINDS.get(method, FORM)
    )
    return answer


def ours() -> list[Route]:
    return [route for route in every_route() if not route.is_admins]


def test_the_walk_meets_every_route_the_middleware_can_meet() -> None:
    met = {(route.name, route.pattern.replace("^", "")) for route in every_route()}

    assert {(name, pattern.replace("^", "")) for name, pattern in routes()} == met
    assert len(met) > 100


def test_every_address_of_the_walk_leads_somewhere() -> None:
    lost = []
    for route in every_route():
        try:
            resolve(route.address(uuid4()))
        except Resolver404:
            lost.append(f"{route.name or route.pattern}: {route.address(uuid4())}")
    assert lost == []


def test_every_route_with_arguments_has_a_sample_or_a_reason() -> None:
    bare = {route.name for route in every_route() if route.arguments}
    without = {name for name in bare if name and access.sample_for(name, pattern_of(name)) is None}

    assert without == set()


def pattern_of(name: str) -> str:
    return next(route.pattern for route in every_route() if route.name == name)


def test_a_route_nobody_thought_of_has_no_sample() -> None:
    assert access.sample_for("new:thing", "new/<int:pk>/") is None


def test_strangers_reach_what_is_public_and_are_sent_to_sign_in_elsewhere() -> None:
    wrong = []
    for route in every_route():
        answer = ask(Browser(), route, uuid4())
        sent_away = answer.status_code == 401 or "/account/login/" in answer.get("Location", "")
        public = access.PUBLIC in resolved_rule(route, uuid4()).roles
        if public and answer.status_code in (403, 405):
            wrong.append(f"{route.address()} is public and answers {answer.status_code}")
        if not public and not sent_away:
            wrong.append(f"{route.address()} answers a stranger {answer.status_code}")
    assert wrong == []


def resolved_rule(route: Route, client: UUID) -> access.Rule:
    """The rule of what the address really leads to: an earlier route may stand at the same address."""
    match = resolve(route.address(client))
    found = access.rule_for(match.view_name, match.route)
    assert found is not None
    return found


@pytest.mark.parametrize("role", access.ROLES)
def test_a_role_reaches_what_the_matrix_says_and_nothing_else(role: str) -> None:
    """Every route at the gate; behind it the pages themselves, those for everybody alike as two of the roles."""
    user = person(role)
    client = client_of(user) if role in access.CASE_ROLES else client_of(person("social_mentor"))
    wrong, browser = [], browser_of(user)
    for route in every_route():
        rule = resolved_rule(route, client.pk)
        reach = rule.reach_of(role)
        answers = [gate(user, route)]
        # Wagtail asks on by its own permissions.
        if reach != access.NEVER and not route.is_admins and (role in STAND_FOR_ALL or not for_everybody(rule)):
            if "_auth_user_id" not in browser.session:  # a route that signs out was met
                browser = browser_of(user)
            answers.append(ask(browser, route, client.pk))
        for answer in answers:
            refused = answer is not None and answer.status_code in (403, 405)
            if refused != (reach == access.NEVER):
                wrong.append(f"{rule.methods[0]} {route.address(client.pk)}: {reach}, {answer}")
    assert wrong == []


STAND_FOR_ALL = (access.LEARNER, access.ADMINISTRATOR)


def for_everybody(rule: access.Rule) -> bool:
    return bool({access.PUBLIC, access.SIGNED_IN} & set(rule.roles)) and not rule.scopes


def gate(user: User, route: Route, method: str = "") -> HttpResponse | None:
    """What the middleware says before any view: hundreds of refusals need no page each."""
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory

    from portal.protection.middleware import AccessMiddleware

    address = route.address()
    request = RequestFactory().generic(method or route.rule.methods[0], address)
    request.user, request.resolver_match = user, resolve(address)
    try:
        answer = AccessMiddleware(lambda _request: HttpResponse()).process_view(request, lambda: None, (), {})
        return answer  # type: ignore[return-value]
    except PermissionDenied:
        return HttpResponse(status=403)


def test_a_mentor_is_really_refused_in_the_admin_and_among_people() -> None:
    browser = browser_of(person("social_mentor"))
    never = [route for route in every_route() if route.rule.reach_of("social_mentor") == access.NEVER]
    wrong = [
        route.address()
        for route in [*never[::9], *(route for route in never if not route.is_admins)]
        if access.PUBLIC not in resolved_rule(route, uuid4()).roles and ask(browser, route).status_code != 403
    ]
    assert wrong == []


def test_other_methods_than_those_of_the_rule_are_not_taken() -> None:
    people = {role: person(role) for role in access.ROLES}
    wrong = []
    for number, route in enumerate(ours()):
        rule = resolved_rule(route, uuid4())
        role = next(role for role in access.ROLES if rule.reach_of(role) != access.NEVER)
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(rule.methods):
            answer = gate(people[role], route, method)
            if number % 10 == 0:  # and that nothing stands before the gate
                answer = ask(browser_of(people[role]), route, uuid4(), method)
            if answer is None or answer.status_code != 405:
                wrong.append(f"{method} {route.address()} answers {answer}")
    assert wrong == []


def case_routes() -> list[Route]:
    """Routes that name a client or something of one."""
    return [
        route
        for route in ours()
        if route.rule.scope == "own" and {"client_id", "audit_id"} & set(route.arguments)
    ]  # fmt: skip


def test_a_foreign_case_is_not_there_and_the_attempt_stays_in_the_log() -> None:
    mentor, foreign = person("social_worker"), client_of(person("social_mentor"))
    client_of(mentor)
    tried = [route for route in case_routes() if route.rule.reach_of("social_worker") != access.NEVER]
    tried = [route for route in tried if "client_id" in route.arguments]
    wrong = []
    browser = browser_of(mentor)
    for route in tried:
        before = TrailEntry.objects.filter(subject=foreign.pk, action="denied", actor_id=mentor.pk).count()
        answer = ask(browser, route, foreign.pk)
        after = TrailEntry.objects.filter(subject=foreign.pk, action="denied", actor_id=mentor.pk).count()
        if (answer.status_code, after - before) != (404, 1):
            wrong.append(f"{route.name}: {answer.status_code}, {after - before} entries")
    assert len(tried) > 15
    assert wrong == []


def test_a_case_that_never_was_leaves_no_entry_of_a_refusal() -> None:
    browser = browser_of(person("social_mentor"))

    for route in case_routes():
        # A device's answer without contents is refused before anybody asks whose it is: tests/skills_audit.
        if route.rule.reach_of("social_mentor") != access.NEVER and "client_id" in route.arguments:
            assert ask(browser, route, uuid4()).status_code == 404, route.name
    assert not TrailEntry.objects.filter(action="denied").exists()


@pytest.mark.parametrize("role", access.CASE_ROLES)
def test_the_own_and_the_teams_case_opens(role: str) -> None:
    user = person(role)
    client = client_of(person("social_mentor", supervisor=user) if role == "senior_social_worker" else user)

    assert browser_of(user).get(f"/lv/audit/{client.pk}/").status_code == 200


def test_with_content_the_subjects_routes_are_walked_with_real_arguments(site: None) -> None:
    user = person("learner")
    client = client_of(person("social_mentor"))
    make_content(user)
    made_up = {
        f"{route.name}: {name}"
        for route in ours()
        if route.name in WITH_CONTENT
        for name in set(route.arguments) - set(route.sampled(client.pk))
    }
    assert made_up == set()


WITH_CONTENT = (
    "training:module", "training:lesson", "training:test", "training:question", "training:result", "training:item",
    "training:answer_check", "training:take_step", "training:keep_reflection", "training:certificate",
    "training:check_certificate", "training:person", "guidelines:read", "guidelines:country", "guidelines:handout",
)  # fmt: skip


def test_own_attempts_and_certificates_open_and_foreign_ones_are_not_there(site: None) -> None:
    user, stranger = person("learner"), person("learner")
    make_content(user)
    own, foreign = browser_of(user), browser_of(stranger)
    wrong = []
    for route in ours():
        if not {"attempt", "code"} & set(route.arguments) or not route.name.startswith("training:"):
            continue
        if access.PUBLIC in route.rule.roles or route.rule.methods != ("GET",):
            continue
        answers = (ask(own, route).status_code, ask(foreign, route).status_code)
        if answers[0] not in (200, 302) or answers[1] != 404:
            wrong.append(f"{route.name}: {answers}")
    assert wrong == []


def make_content(user: User) -> None:
    """A module that this learner has passed, a strategy, a guide with a question to it, a country, a hand-out."""
    module = make_module()
    make_curriculum(module)
    attempt_by(user, module)
    add_page(parent=home_for("lv"), page=strategy(), by=None)
    raise_challenge(page=guide(), statement=STATEMENT["key"], kind="doubt", reason="Cits gads.", by=user)
    country()
    Handout.objects.create(key="syria", language="ar", title="ورقة")
