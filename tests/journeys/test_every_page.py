"""Every page of the site as the first role that may open it: axe finds nothing in either theme, and it fits a phone.

A narrow phone with doubled text is the hardest case of reflow (WCAG 1.4.4 and 1.4.10 at once).
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.seams import access
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.journeys.browser import DESK, PHONE, Visit, Visits
from tests.protection.every_route import Route, asked, every_route
from tests.protection.test_every_route import browser_of, make_content

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]
NARROWEST = 320
# Who opens what: the narrowest role first, so that a page is seen as those see it whom it is for.
ORDER = ("social_mentor", "social_worker", "senior_social_worker", "training_manager", "administrator")


def pages_of(role: str, browser: Client, client: UUID) -> Iterator[str]:
    """The addresses that answer this role with a page, and none of the roles before it in the order."""
    before = ORDER[: ORDER.index(role)]
    for route in every_route():
        if route.is_admins or "GET" not in route.rule.methods or not reaches(route, role):
            continue
        if any(reaches(route, other) for other in before):
            continue
        address = route.address(client)
        answer = browser.get(address)
        if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content[:5000]:
            yield address


def reaches(route: Route, role: str) -> bool:
    return route.rule.reach_of(role) != access.NEVER


def looked_at(visit: Visit, address: str) -> str:
    """What is wrong with the page, in both themes, on a desk, a phone and with doubled text; nothing if all is well."""
    visit.page.set_viewport_size({"width": DESK, "height": 800})
    visit.page.emulate_media(color_scheme="light")
    visit.go(address)
    try:
        visit.axe()
        visit.page.emulate_media(color_scheme="dark")
        visit.page.set_viewport_size({"width": PHONE, "height": 800})
        visit.fits()
        visit.axe()
        visit.page.set_viewport_size({"width": NARROWEST, "height": 800})
        visit.page.evaluate("() => document.documentElement.style.fontSize = '200%'")
        visit.fits()
    except AssertionError as finding:
        return str(finding)
    return ""


@pytest.mark.parametrize("role", ORDER)
def test_every_page_is_accessible_in_both_themes_and_fits_a_phone(visitor: Visits, site: None, role: str) -> None:
    user = person(role)
    client = client_of(user) if role in access.CASE_ROLES else client_of(person("social_mentor"))
    make_content(user)
    asked.clear()  # samples of another test's rows
    addresses = sorted(set(pages_of(role, browser_of(user), client.pk)))

    with visitor(user) as visit:
        findings = [found for address in addresses if (found := looked_at(visit, address))]

    assert addresses
    assert findings == [], "\n\n".join(findings)


def test_every_part_of_the_desk_keeps_the_policy_and_stays_on_the_site(visitor: Visits, site: None) -> None:
    """What the editor's own tests do not open: one page of each part, held as every visit is."""
    user = person("administrator", "editor")
    set_up_groups()
    set_up_editing()
    user = User.objects.get(pk=user.pk)
    make_content(user)
    browser, parts = browser_of(user), {}
    browser.raise_request_exception = False
    for route in every_route():
        part = "/".join(route.pattern.split("/")[:3])
        if (
            route.pattern.startswith("admin/")
            and not route.arguments
            and part not in parts
            and "(" not in route.pattern
        ):
            answer = browser.get(route.address())
            assert answer.status_code < 500, route.address()
            if answer.status_code == 200 and not answer.streaming and b"<html" in answer.content[:5000]:
                parts[part] = route.address()

    with visitor(user) as visit:
        for address in parts.values():
            visit.page.goto(f"{visit.address}{address}", wait_until="load")
    assert len(parts) > 15
