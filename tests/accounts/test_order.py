"""People and organisations stand in Latvian order."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import Organisation
from portal.accounts.querysets import people_found, people_with_roles
from portal.sorting import latvian_key
from tests.factories.people import OrganisationFactory, UserFactory, person

IN_ORDER = [
    "Abele", "Ābele", "Āboliņa", "Cauna", "Celms", "Čakste", "Dzenis", "Eglīte", "Ēvalde", "Gulbe", "Ģēģere", "Ilze",
    "Īve", "Kalna", "Ķempe", "Lapsa", "Ļaudama", "Nora", "Ņiklāva", "Ozola", "Saule", "Szymańska", "Šmite", "Tauriņa",
    "Ūdre", "Upe", "Vanaga", "Zariņa", "Žagare",
]  # fmt: skip


def test_letters_stand_where_a_latvian_reader_looks_for_them() -> None:
    assert sorted({*IN_ORDER}, key=latvian_key) == IN_ORDER


def test_marks_of_vowels_and_capitals_count_only_when_all_else_is_equal() -> None:
    assert sorted(["Āre", "are", "Arba"], key=latvian_key) == ["Arba", "are", "Āre"]


@pytest.mark.django_db
def test_lists_come_from_the_database_in_that_order() -> None:
    for name in reversed(IN_ORDER):
        UserFactory(last_name=name)
        OrganisationFactory(name=name)

    assert [one.last_name for one in people_with_roles(people_found())] == IN_ORDER
    assert list(Organisation.objects.filter(name__in=IN_ORDER).values_list("name", flat=True)) == IN_ORDER


@pytest.mark.django_db
def test_a_new_name_moves_the_person() -> None:
    one, other = UserFactory(last_name="Ozola"), UserFactory(last_name="Šmite")
    one.last_name = "Žagare"
    one.save()

    assert people_with_roles(people_found()) == [other, one]


@pytest.mark.django_db
def test_the_list_of_people_costs_the_same_however_many_there_are(
    site: None, signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    browser = signed_in("administrator")
    browser.get("/lv/people/")
    people = 1
    for size in (1, 10, 100):
        for _ in range(size - people):
            person("official")
        people = size
        browser.get("/lv/people/")
        with django_assert_num_queries(6):
            assert browser.get("/lv/people/").status_code == 200
