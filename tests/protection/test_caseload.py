"""Nobody sees a client outside the caseload: not through a manager, not through raw SQL."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.protection.actor import acting, acting_as_system
from portal.protection.keys import KeyDestroyed, destroy_data_key
from portal.protection.models import CaseAssignment
from portal.protection.sealing import CannotOpen
from portal.protection.trail import record
from skills_audit.models import Client, ClientIdentity
from tests.factories.cases import client_of
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def raw_codes() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM skills_audit_client")
        return {code for (code,) in cursor.fetchall()}


def test_without_an_actor_there_are_no_clients() -> None:
    client_of(person("social_mentor"))

    assert not Client.objects.exists()
    assert raw_codes() == set()


def test_a_mentor_sees_the_own_clients_only() -> None:
    mine, other = person("social_mentor"), person("social_mentor")
    client, foreign = client_of(mine), client_of(other)

    with acting(mine):
        assert list(Client.objects.values_list("code", flat=True)) == [client.code]
        assert raw_codes() == {client.code}
        assert not Client.objects.filter(pk=foreign.pk).exists()


def test_a_substitute_sees_until_the_last_day() -> None:
    substitute = person("social_mentor")
    client = client_of(person("social_mentor"))
    today = timezone.localdate()
    given = CaseAssignment.objects.create(subject=client.pk, user=substitute, part="substitute", ends=today)

    with acting(substitute):
        assert raw_codes() == {client.code} == set(Client.objects.values_list("code", flat=True))
    given.starts, given.ends = today - timedelta(days=3), today - timedelta(days=1)
    given.save()
    with acting(substitute):
        assert raw_codes() == set() == set(Client.objects.values_list("code", flat=True))


def test_a_supervisor_sees_the_team_and_no_other() -> None:
    senior = person("senior_social_worker")
    client = client_of(person("social_mentor", supervisor=senior))
    client_of(person("social_mentor"))

    with acting(senior):
        assert raw_codes() == {client.code} == set(Client.objects.values_list("code", flat=True))


def test_a_supervisor_who_lost_the_role_sees_nothing_of_the_team() -> None:
    former = person("learner")
    client_of(person("social_mentor", supervisor=former))

    with acting(former):
        assert raw_codes() == set() == set(Client.objects.values_list("code", flat=True))


def test_a_foreign_client_is_opened_with_a_reason_only() -> None:
    worker = person("social_worker")
    client, other = client_of(person("social_mentor")), client_of(person("social_mentor"))

    with pytest.raises(ValueError, match="reason"), acting(worker, opened=client.pk, reason=" "):
        pass
    with acting(worker, opened=client.pk, reason="Zvanīja no skolas"):
        assert raw_codes() == {client.code}
        assert not Client.objects.filter(pk=other.pk).exists()


def test_the_actor_is_forgotten_after_an_error() -> None:
    mentor = person("social_mentor")
    client_of(mentor)

    with pytest.raises(RuntimeError), acting(mentor):
        raise RuntimeError
    assert raw_codes() == set()


def test_a_row_cannot_be_written_for_a_foreign_client() -> None:
    mentor = person("social_mentor")
    client = client_of(person("social_mentor"))

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(), acting(mentor):
        ClientIdentity.objects.create(client_id=client.pk, spoken_name=None)


def test_an_identity_lies_sealed_and_opens_for_the_mentor() -> None:
    mentor = person("social_mentor")
    client_of(mentor, name="Samira Testa")

    with acting(mentor):
        assert ClientIdentity.objects.get().spoken_name == "Samira Testa"
        with connection.cursor() as cursor:
            cursor.execute("SELECT spoken_name FROM skills_audit_clientidentity")
            assert b"Samira" not in bytes(cursor.fetchone()[0])


def test_a_sealed_value_copied_to_another_client_does_not_open() -> None:
    mentor = person("social_mentor")
    first, second = client_of(mentor), client_of(mentor)

    with acting_as_system("test"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE skills_audit_clientidentity SET spoken_name = (SELECT spoken_name FROM skills_audit_clientidentity "
            "WHERE client_id = %s) WHERE client_id = %s",
            [first.pk, second.pk],
        )
    with acting(mentor), pytest.raises(CannotOpen):
        _ = ClientIdentity.objects.get(client=second).spoken_name


def test_after_the_key_is_destroyed_nothing_opens() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    with acting_as_system("erasure"):
        destroy_data_key(client.pk)

    with acting(mentor), pytest.raises(KeyDestroyed):
        _ = ClientIdentity.objects.get(client=client).spoken_name


def test_the_entry_that_a_client_was_opened_brings_the_key_and_a_destroyed_one_opens_nothing() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    with acting(mentor), CaptureQueriesContext(connection) as asked:
        record("view", subject=client.pk, record="client")
        assert ClientIdentity.objects.get(client=client).spoken_name == "Samira Testa"
    assert not [query for query in asked.captured_queries if query["sql"].startswith("SELECT wrapped")]

    with acting_as_system("erasure"):
        record("view", subject=client.pk, record="client")
        destroy_data_key(client.pk)
        with pytest.raises(KeyDestroyed):
            _ = ClientIdentity.objects.get(client=client).spoken_name
