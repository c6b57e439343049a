"""Two people in turn on every page: nobody is ever shown what belongs to the other, whatever is kept in between."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from portal.accounts.models import User
from portal.protection.actor import acting
from portal.seams import access
from skills_audit.models import Client
from tests.factories.people import person
from tests.factories.whole_cases import whole_case
from tests.protection.every_route import Route, asked, every_route
from tests.protection.test_every_route import browser_of, make_content
from tests.training.making import attempt_by, facts_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
ROLES = (access.LEARNER, access.OFFICIAL, access.SOCIAL_MENTOR, access.SOCIAL_WORKER)


@dataclass
class Visitor:
    user: User
    browser: Browser
    client: Any
    marks: tuple[str, ...]


def visitor(first_name: str, last_name: str, client_name: str) -> Visitor:
    user = person(*ROLES, first_name=first_name, last_name=last_name, email=f"{last_name.lower()}@example.org")
    audit = whole_case(user, client_name)
    with acting(user):
        code = Client.objects.get(pk=audit.client_id).code
    marks = (last_name, user.email, client_name, code, str(audit.client_id))
    return Visitor(user, browser_of(user), audit.client_id, marks)


def asked_of(whom: Visitor, route: Route) -> HttpResponse:
    answer: HttpResponse = whom.browser.get(route.address(whom.client))
    return answer


def shows(answer: HttpResponse, other: Visitor) -> list[str]:
    whole = b"".join(answer) if answer.streaming else answer.content
    head = repr(sorted(answer.items())) + repr(answer.cookies)
    return [mark for mark in other.marks if mark.encode() in whole or mark in head]


def walked() -> list[Route]:
    """Pages for these roles; not the one that signs out."""
    return [
        route
        for route in every_route()
        if not route.is_admins
        and "GET" in route.rule.methods
        and "logout" not in route.name
        and any(route.rule.reach_of(role) != access.NEVER for role in ROLES)
    ]


def test_of_two_people_in_turn_each_gets_their_own_on_every_page(site: None) -> None:
    first = visitor("Ausma", "Rīta", "Pirmā Kliente")
    second = visitor("Bruno", "Vakars", "Otrais Klients")
    make_content(first.user)
    attempt_by(second.user, facts_of())
    asked.clear()

    wrong, own = [], {mark: 0 for one in (first, second) for mark in one.marks}
    for route in walked():
        for whom, other in ((first, second), (second, first), (first, second)):
            answer = asked_of(whom, route)
            for mark in whom.marks:
                own[mark] += mark.encode() in (b"" if answer.streaming else answer.content)
            wrong += [f"{route.name} shows {whom.user} {mark}" for mark in shows(answer, other)]
            kept = answer.get("Cache-Control", "")
            if "public" in kept and shows(answer, whom):
                wrong.append(f"{route.name} lets anybody keep what belongs to {whom.user}: {kept}")
    assert wrong == []
    assert all(own.values()), own
