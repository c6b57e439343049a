"""Practices side by side: at most four, gaps shown, the same cost whatever is compared."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.guidelines import labels, practice

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def test_up_to_four_practices_stand_side_by_side_and_say_what_is_not_said(site: None, signed_in: SignedIn) -> None:
    labels()
    for number in range(1, 6):
        practice(number, facts={"scale": {"lv": "2 670 cilvēki", "en": "2,670 people"}} if number == 1 else {})
    client = signed_in("official")
    empty = client.get("/lv/practices/compare/").content.decode()
    assert "Vēl nav, ko salīdzināt" in empty
    assert 'value="FI-005"' in empty

    answer = client.get("/lv/practices/compare/?p=FI-002&p=FI-001&p=FI-002&p=nothing")

    body = answer.content.decode()
    assert [row["page"].key for row in answer.context["practices"]] == ["FI-002", "FI-001"]
    assert "2\u00a0670 cilvēki" in body
    assert "nav teikts" in body
    assert 'href="?p=FI-001"' in body
    assert 'value="FI-003"' in body
    five = client.get("/lv/practices/compare/?" + "&".join(f"p=FI-00{number}" for number in range(1, 6)))
    assert len(five.context["practices"]) == 4
    assert "Izvēlēti vairāk nekā četri" in five.content.decode()


def test_a_taken_back_practice_is_not_compared(site: None, signed_in: SignedIn) -> None:
    labels()
    page = practice(1)
    page.unpublish()
    assert signed_in("official").get("/lv/practices/compare/?p=FI-001").context["practices"] == []


def test_comparing_costs_the_same_for_one_and_for_four(
    site: None, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    labels()
    for number in range(1, 40):
        practice(number, quickly=True)
    client = signed_in("official")
    client.get("/lv/practices/compare/?p=FI-001")
    for asked in ("p=FI-001", "p=FI-001&p=FI-002&p=FI-003&p=FI-004"):
        with django_assert_num_queries(5):
            assert client.get(f"/lv/practices/compare/?{asked}").status_code == 200
