"""The frame's data."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from portal.components.context import place_of
from portal.seams import navigation

pytestmark = pytest.mark.django_db


def test_every_role_sees_home_with_its_entries(signed_in: Callable[..., Client]) -> None:
    from portal.seams import access

    for role in access.ROLES:
        assert signed_in(role).get("/lv/home/").status_code == 200, role


def test_the_entry_of_the_part_one_reads_is_marked(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = navigation.Entry(
        key="x", label="Sadaļa", url=lambda: "/x/", icon="house", order=1,
        may_see=lambda user: True, is_current=lambda place: place.view_name == "home",
    )  # fmt: skip
    monkeypatch.setattr(navigation, "_entries", {"x": entry})

    assert '<a href="/x/" aria-current="true">Sadaļa</a>' in signed_in("learner").get("/lv/home/").content.decode()


def test_a_page_of_errors_has_no_place() -> None:
    assert place_of(RequestFactory().get("/nowhere/")) == navigation.Place(path="/nowhere/")
