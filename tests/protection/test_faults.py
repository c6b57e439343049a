"""What must hold when something goes wrong: a kill, a dump, a wrong key, raw SQL, a forgotten way to write."""

from typing import Any

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured, PermissionDenied
from django.db import connection, transaction
from django.db.models import F
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory

from portal.checks import unclassified, unguarded
from portal.protection.actor import acting, acting_as_system
from portal.protection.cases import case_view
from portal.protection.models import TrailEntry
from portal.protection.sealing import CannotOpen
from portal.protection.trail import record
from skills_audit.models import Client, ClientIdentity
from tests.factories.cases import client_of
from tests.factories.people import person

SECRETS = ("Samira Testa", "+371 29999999", "Gribu strādāt par šuvēju")


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_killed_between_change_and_entry_neither_is_there() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    entries = TrailEntry.objects.count()

    with pytest.raises(KeyboardInterrupt), acting(mentor):  # noqa: PT012
        Client.objects.filter(pk=client.pk).update(language="uk")
        raise KeyboardInterrupt  # before the entry
    with pytest.raises(KeyboardInterrupt), acting(mentor):  # noqa: PT012
        record("change", subject=client.pk, record="client")
        raise KeyboardInterrupt  # before the change

    with acting(mentor):
        assert Client.objects.get(pk=client.pk).language == "ar"
    assert TrailEntry.objects.count() == entries


@pytest.mark.django_db(transaction=True)
def test_the_connection_killed_in_the_middle_leaves_neither() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    entries = TrailEntry.objects.count()

    with pytest.raises(Exception, match=r"terminat|closed|connection"), acting(mentor):  # noqa: PT012
        Client.objects.filter(pk=client.pk).update(language="uk")
        record("change", subject=client.pk, record="client")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()

    with acting(mentor):
        assert Client.objects.get(pk=client.pk).language == "ar"
    assert TrailEntry.objects.count() == entries


@pytest.mark.django_db(transaction=True)
def test_a_pooled_connection_remembers_no_actor() -> None:
    mentor = person("social_mentor")
    with acting(mentor), acting_as_system("inner"), acting(mentor):
        assert setting("portal.actor") == str(mentor.pk)
        assert setting("portal.system") == ""
    assert [setting(f"portal.{name}") for name in ("actor", "opened", "system")] == ["", "", ""]


@pytest.mark.django_db
def test_inside_another_actor_the_outer_one_holds_again() -> None:
    mentor, other = person("social_mentor"), person("social_mentor")
    mine, theirs = client_of(mentor), client_of(other)

    with acting(mentor):
        with acting(other):
            assert set(Client.objects.values_list("pk", flat=True)) == {theirs.pk}
        with pytest.raises(RuntimeError), acting_as_system("fails"):
            raise RuntimeError
        assert (setting("portal.actor"), setting("portal.system")) == (str(mentor.pk), "")
        assert set(Client.objects.values_list("pk", flat=True)) == {mine.pk}


@pytest.mark.django_db
def test_a_queryset_built_by_the_system_shows_a_mentor_no_foreign_row() -> None:
    mentor = person("social_mentor")
    client_of(person("social_mentor"))
    with acting_as_system("builds"):
        rows = Client.objects.all()

    with acting(mentor):
        assert list(rows) == []


@pytest.mark.django_db
def test_a_closed_account_acts_no_more() -> None:
    mentor = person("social_mentor", is_active=False)

    with pytest.raises(PermissionDenied), acting(mentor):
        pass


@pytest.mark.django_db
def test_a_dump_holds_none_of_the_secrets() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor, name=SECRETS[0], next_step=SECRETS[2])
    with acting(mentor):
        identity = ClientIdentity.objects.get(client=client)
        identity.contact = SECRETS[1]
        identity.save(update_fields=["contact"])
        assert ClientIdentity.objects.get(pk=identity.pk).contact == SECRETS[1]
    dump = b""
    with acting_as_system("dump"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as lines:
                dump += b"".join(bytes(line) for line in lines)

    assert client.code.encode() in dump
    for secret in SECRETS:
        for form in (secret.encode(), secret.encode().hex().encode(), secret.split()[0].encode()):
            assert form not in dump


@pytest.mark.django_db
def test_sealed_fields_are_not_written_by_a_way_that_cannot_seal() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    with acting(mentor):
        identity = ClientIdentity.objects.get(client=client)
        with pytest.raises(FieldError, match="cannot seal"), transaction.atomic():
            ClientIdentity.objects.update(spoken_name="Plain")
        identity.spoken_name = "Plain"
        with pytest.raises(FieldError, match="cannot seal"), transaction.atomic():
            ClientIdentity.objects.bulk_update([identity], ["spoken_name"])
        with pytest.raises(FieldError, match="cannot be searched"):
            ClientIdentity.objects.filter(spoken_name="Plain").exists()
        ClientIdentity.objects.update(spoken_name=F("contact"))
        with pytest.raises(CannotOpen):
            _ = ClientIdentity.objects.get(client=client).spoken_name


@pytest.mark.django_db
def test_sealed_fields_open_through_every_way_of_reading() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor, name="Samira Testa")
    with acting(mentor):
        identity = ClientIdentity.objects.defer("spoken_name").get(client=client)
        assert identity.spoken_name == "Samira Testa"
        identity.refresh_from_db()
        assert identity.spoken_name == "Samira Testa"
        assert Client.objects.select_related("identity").get().identity.spoken_name == "Samira Testa"
        assert Client.objects.prefetch_related("audits", "identity").get().identity.spoken_name == "Samira Testa"


@pytest.mark.django_db
def test_a_wrong_master_key_refuses_and_blanks_nothing(settings: Any) -> None:
    mentor = person("social_mentor")
    client_of(mentor, name="Samira Testa")
    right = settings.FIELD_KEYS

    settings.FIELD_KEYS = {"dev": "d3JvbmcteS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="}
    with pytest.raises(CannotOpen), acting(mentor):
        _ = ClientIdentity.objects.get().spoken_name
    settings.FIELD_KEYS = {}
    with pytest.raises(ImproperlyConfigured), acting(mentor):
        ClientIdentity.objects.get().contact  # noqa: B018
    settings.FIELD_KEYS = right
    with acting(mentor):
        assert ClientIdentity.objects.get().spoken_name == "Samira Testa"


@pytest.mark.django_db
def test_a_view_of_clients_answers_whole_while_its_person_acts() -> None:
    mentor = person("social_mentor")
    client_of(mentor)
    request = RequestFactory().get("/")
    request.user, request.session = mentor, {}

    late = case_view(lambda request: TemplateResponse(request, "protection_probe.html"))
    with pytest.raises(Exception, match="protection_probe"):
        late(request)
    with pytest.raises(TypeError, match="whole"):
        case_view(lambda request: StreamingHttpResponse(iter([b"a"])))(request)


def test_every_installed_model_is_classified_and_every_client_record_guarded() -> None:
    from django.apps import apps

    assert list(unclassified()) == []
    assert list(unguarded(apps.get_models(include_auto_created=True))) == []


def test_an_unclassified_model_and_an_unguarded_one_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.seams import access

    monkeypatch.delitem(access._classes, "skills_audit.client")
    assert "skills_audit.Client is not classified." in list(unclassified())
    monkeypatch.setattr("portal.protection.caseload.CaseRecordManager", type("Other", (), {}))
    assert any("asks nobody" in text for text in unguarded([Client]))


@pytest.mark.django_db
def test_every_table_of_client_records_has_row_level_security_forced() -> None:
    from django.apps import apps

    from portal.protection.caseload import CaseRecord

    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, CaseRecord)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        forced = {name for (name,) in cursor.fetchall()}

    assert tables <= forced


@pytest.mark.django_db
def test_raw_sql_of_the_application_reads_no_foreign_row_of_any_table() -> None:
    from django.apps import apps

    from portal.protection.caseload import CaseRecord

    client_of(person("social_mentor"))
    with acting(person("social_mentor")), connection.cursor() as cursor:
        for model in apps.get_models():
            if issubclass(model, CaseRecord):
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
                assert cursor.fetchone()[0] == 0, model
