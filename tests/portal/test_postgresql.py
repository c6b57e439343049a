"""The connection: plans that are kept, and a server that went away between two requests."""

import gc
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.urls import get_resolver
from wagtail.models import get_page_models

from portal.accounts.models import User
from portal.pages.routing import _pages_of
from portal.postgresql.base import DatabaseWrapper
from portal.prepared import Prepared
from tests.factories.people import person


@pytest.mark.django_db
def test_the_server_understands_every_statement_made_once() -> None:
    """Its values come beside it, so the server has to know their types by itself."""
    assert get_resolver().url_patterns  # all modules are there
    for model in get_page_models():
        _pages_of(model)  # type: ignore[arg-type]
    gc.unfreeze()  # what a server left out of the search for rubbish is looked at, too
    # By type alone: `isinstance` would ask a lazy object of another test for its class, and so open it.
    every = [found for found in gc.get_objects() if issubclass(type(found), Prepared)]
    assert len(every) > 50
    for prepared in every:
        for length in (1, 3) if prepared.lists else (0,):
            made = prepared._make(dict.fromkeys(prepared.lists, length))
            if made:
                with transaction.atomic(), connection.planned_cursor() as cursor:
                    cursor.execute(made.sql, [value for _place, value in made.places])


@pytest.mark.django_db
def test_a_plan_is_kept_and_each_call_has_its_own_values() -> None:
    first, second = person("learner"), person("official")
    asked = Prepared(lambda pk: User.objects.filter(pk=pk).values_list("email", flat=True), pk=int)
    assert [asked(pk=one.pk) for one in (first, second, first)] == [[first.email], [second.email], [first.email]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement FROM pg_prepared_statements WHERE statement LIKE %s", ['SELECT "accounts_user"."email"%']
        )
        kept = cursor.fetchall()
    assert len(kept) == 1
    assert first.email not in kept[0][0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("options", "cost", "limit"),
    [("", "1.1", "0"), ("-c statement_timeout=7s", "1.1", "7s"), ("-c random_page_cost=3", "3", "0")],
)
def test_the_planner_knows_the_disk_unless_the_installation_says_otherwise(
    options: str, cost: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", options)
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('random_page_cost'), current_setting('statement_timeout')")
            assert cursor.fetchone() == (cost, limit)
    finally:
        connection.close()


@pytest.fixture
def checked_connection() -> Iterator[None]:
    connection.settings_dict["CONN_HEALTH_CHECKS"], kept = True, connection.settings_dict["CONN_HEALTH_CHECKS"]
    connection.close()
    yield
    connection.settings_dict["CONN_HEALTH_CHECKS"] = kept
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_connection_ended_by_the_server_is_opened_anew(checked_connection: None) -> None:
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (first,) = cursor.fetchone()
    connection.close_if_unusable_or_obsolete()  # as between two requests
    with connection._nodb_cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    assert User.objects.filter(pk=0).count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] != first


@pytest.mark.django_db(transaction=True)
def test_a_silent_connection_is_not_asked_whether_it_lives(
    checked_connection: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert User.objects.filter(pk=0).count() == 0
    connection.close_if_unusable_or_obsolete()
    monkeypatch.setattr(DatabaseWrapper, "is_usable", lambda self: pytest.fail("asked"))
    assert User.objects.filter(pk=0).count() == 0
