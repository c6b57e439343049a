"""What hurried people do: send a form twice, write far too much, write in any script, answer for another's client."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from portal.protection.actor import acting
from portal.protection.identifiers import uuid7
from skills_audit.models import Client, Plan, PlanStep
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import finished_audit
from tests.factories.talks import talk_with

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]
NEW = {"stage": "refugee", "language": "ar", "arrived_on": "2026-01-05"}
STRANGE = (
    "",
    " ",
    "a" * 6000,
    "🦆" * 3000,
    "\u202eمرحبا بكم\u2069 <b>&'\"",
    "x\x00y",
    "ĀŽ" + "\u0301" * 500,
    "-1",
    "1e9",
    "²",
)


def test_the_same_new_client_sent_twice_is_one(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    browser, data = signed_in(mentor), NEW | {"key": str(uuid7())}

    first, second = (browser.post(reverse("skills_audit:add_client"), data)["Location"] for _twice in range(2))

    assert first == second
    with acting(mentor):
        assert Client.objects.count() == 1


def test_the_key_of_anothers_client_opens_nothing(signed_in: SignedIn) -> None:
    mentor, foreign = person("social_mentor"), client_of(person("social_mentor"))

    answer = signed_in(mentor).post(reverse("skills_audit:add_client"), NEW | {"key": str(foreign.pk)})

    assert str(foreign.pk) not in answer["Location"]
    with acting(mentor):
        assert Client.objects.get().pk != foreign.pk


def test_the_same_step_and_the_same_decision_sent_twice_are_one(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit = finished_audit(client_of(mentor), mentor)
    browser, plan = signed_in(mentor), reverse("skills_audit:plan", args=[audit.client_id])
    key = browser.get(plan).context["proposals"][0].key

    for _twice in range(2):
        assert browser.post(f"{plan}decide/", {"key": key, "do": "accept"}).status_code == 302
        assert (
            browser.post(f"{plan}steps/add/", {"words": "Kopā uz ūdens staciju", "who": "together"}).status_code == 302
        )

    with acting(mentor):
        assert (Plan.objects.count(), PlanStep.objects.count()) == (1, 2)


@pytest.mark.parametrize("strange", STRANGE)
def test_whatever_is_typed_is_kept_or_refused_in_words(signed_in: SignedIn, strange: str) -> None:
    mentor = person("social_mentor")
    audit = finished_audit(client_of(mentor), mentor)
    talk = talk_with(mentor, client_of(mentor))
    browser, case = signed_in(mentor), f"/lv/audit/{audit.client_id}/"
    asked = f"/lv/audit/{talk.client_id}/talk/{talk.pk}/"
    profile = f"{case}profile/{audit.pk}/"
    key = browser.get(f"{case}plan/").context["proposals"][0].key
    forms: list[tuple[str, dict[str, Any]]] = [
        (reverse("skills_audit:add_client"), NEW | {"arrived_on": strange, "key": strange}),
        (f"{case}next-step/", {"words": strange, "on": strange}),
        (f"{case}plan/aims/", {"aims": strange, "review_on": strange}),
        (f"{case}plan/steps/add/", {"words": strange, "words_client": strange, "who": strange}),
        (f"{case}plan/decide/", {"key": key, "do": "refuse", "reason": strange}),
        (f"{profile}band/", {"band": "ready", "reason": strange}),
        (f"{profile}goal/", {"hours_per_week": strange, "training_months": strange}),
        (f"{profile}evidence/", {"items": strange, "kind": strange, "description": strange, "dated": strange}),
        (f"{asked}GOA02/", {"value": [strange, strange], "part-in_five_years": strange, "note": strange}),
        (
            f"{asked}LND01/",
            {"value": strange, "ev": strange, "version": strange, "operation": strange, "entry": strange},
        ),
        (f"{asked}PER01/", {"value": strange, "part-called": strange}),
        (f"{asked}WRK01/new/", {"value": strange, "entry": strange, "remove": strange}),
        (f"{asked}client/LND01/", {"value": strange}),
    ]
    for address, data in forms:
        answer = browser.post(address, data)
        assert answer.status_code in (302, 404, 422), (address, answer.status_code)
        if "LND01" not in address and answer.status_code == 422 and strange.isprintable() and len(strange) > 100:
            assert strange[:50] in answer.content.decode(), address
    for page in (case, f"{case}plan/", profile, f"{asked}end/", f"{asked}GOA02/"):
        assert browser.get(page).status_code == 200


def test_who_is_signed_in_is_told_so_and_who_is_not_is_not(signed_in: SignedIn, client: Browser) -> None:
    address = reverse("skills_audit:api_signed_in")

    assert signed_in("social_mentor").get(address).status_code == 204
    assert client.get(address, headers={"Accept": "application/json"}).status_code in (302, 401)
