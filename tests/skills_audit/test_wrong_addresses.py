"""A mistyped or outdated address inside the own case is only not there; the log of refusals holds refusals alone."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client as Browser

from portal.protection.models import TrailEntry
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.talks import talk_with

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]
PAGES = ("talk/{}/", "talk/{}/LND01/", "talk/{}/conflicts/", "profile/{}/", "profile/{}/evidence/", "profile/{}/copy/")


def refusals() -> int:
    return TrailEntry.objects.filter(action="denied").count()


@pytest.mark.parametrize("page", PAGES)
def test_a_wrong_audit_of_the_own_case_is_not_there_and_no_refusal(signed_in: SignedIn, page: str) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)

    answer = signed_in(mentor).get(f"/lv/audit/{client.pk}/{page.format(uuid4())}")

    assert (answer.status_code, refusals()) == (404, 0)


@pytest.mark.parametrize("page", PAGES)
def test_anothers_audit_under_the_own_case_shows_nothing_either(signed_in: SignedIn, page: str) -> None:
    mentor = person("social_mentor")
    mine, foreign = client_of(mentor), talk_with(person("social_mentor"))

    answer = signed_in(mentor).get(f"/lv/audit/{mine.pk}/{page.format(foreign.pk)}")

    assert (answer.status_code, refusals()) == (404, 0)


@pytest.mark.parametrize("page", ["", *PAGES])
def test_a_foreign_case_is_not_there_and_the_attempt_is_logged(signed_in: SignedIn, page: str) -> None:
    foreign = talk_with(person("social_mentor"))

    answer = signed_in("social_mentor").get(f"/lv/audit/{foreign.client_id}/{page.format(foreign.pk)}")

    assert (answer.status_code, refusals()) == (404, 1)


def test_a_wrong_audit_of_the_teams_case_is_no_refusal_for_its_supervisor(signed_in: SignedIn) -> None:
    senior = person("senior_social_worker")
    client = client_of(person("social_mentor", supervisor=senior))

    answer = signed_in(senior).get(f"/lv/audit/{client.pk}/profile/{uuid4()}/")

    assert (answer.status_code, refusals()) == (404, 0)


def test_an_answer_to_an_audit_nobody_has_is_not_found_and_no_refusal(signed_in: SignedIn) -> None:
    answer = signed_in("social_mentor").put(
        f"/lv/audit/api/audits/{uuid4()}/answers/LND01/-/",
        {"operation": str(uuid4()), "content": {"state": "declined"}},
        content_type="application/json",
        headers={"If-None-Match": "*", "Accept": "application/json"},
    )

    assert (answer.status_code, refusals()) == (404, 0)
