"""Erasing and retention: gone means gone, what must stay stays, and a certificate tells."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.utils import timezone

from portal.accounts.models import Invitation
from portal.protection.actor import acting_as_system
from portal.protection.chains import broken_links
from portal.protection.erasure import is_genuine
from portal.protection.expiry import apply_retention, months_before
from portal.protection.keys import KeyDestroyed, data_key
from portal.protection.models import CaseAssignment, ErasureCertificate, TrailEntry
from skills_audit.models import Client, ClientIdentity
from tests.factories.cases import client_of
from tests.factories.people import OrganisationFactory, person
from tests.protection.test_chains import aged

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_an_erased_client_is_gone_and_a_certificate_stays() -> None:
    client = client_of(person("social_mentor"))

    facts = json.loads(run("erase_person", str(client.pk), "--reason", "asked for by the client", "--json"))

    with acting_as_system("test"):
        assert not Client.objects.filter(pk=client.pk).exists()
        assert not ClientIdentity.objects.filter(client_id=client.pk).exists()
        with pytest.raises(KeyDestroyed):
            data_key(client.pk)
    assert not CaseAssignment.objects.filter(subject=client.pk).exists()
    assert facts["deleted"]["skills_audit.Client"] == 1
    assert is_genuine(ErasureCertificate.objects.get(reference=str(client.pk)))
    assert TrailEntry.objects.filter(subject=client.pk, action="erase").exists()
    assert list(broken_links()) == []
    with pytest.raises(CommandError, match="erased before"):
        run("erase_person", str(client.pk), "--reason", "again")


def test_a_changed_certificate_is_not_genuine() -> None:
    client = client_of(person("social_mentor"))
    run("erase_person", str(client.pk), "--reason", "asked")
    certificate = ErasureCertificate.objects.get()
    certificate.reason = "something else"

    assert not is_genuine(certificate)


def test_an_erased_account_has_no_person_and_no_session() -> None:
    user = person("learner", email="zane@example.org", first_name="Zane", last_name="Zvirbule")
    browser = Browser()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    run("erase_person", "Zane@example.org", "--reason", "left the service")

    user.refresh_from_db()
    assert (user.first_name, user.last_name, user.is_active, user.has_usable_password()) == ("", "", False, False)
    assert "zane" not in user.email
    assert not Authenticator.objects.filter(user=user).exists()
    assert browser.get("/lv/home/").status_code == 302
    with pytest.raises(CommandError, match="erased before"):
        run("erase_person", str(user.pk), "--reason", "again")


def test_a_person_with_clients_is_not_erased() -> None:
    mentor = person("social_mentor")
    client_of(mentor)

    with pytest.raises(CommandError, match="clients in its care"):
        run("erase_person", str(mentor.pk), "--reason", "left")
    assert not ErasureCertificate.objects.exists()


def test_an_account_is_given_out_without_its_secrets() -> None:
    user = person("learner", email="zane@example.org")

    kept = json.loads(run("export_person", "zane@example.org"))

    assert kept["account"]["email"] == "zane@example.org"
    assert "password" not in kept["account"]
    assert kept["accounts.RoleAssignment.user"][0]["role"]
    assert kept["mfa.Authenticator.user"] == [{"id": Authenticator.objects.get(user=user).pk}]
    assert TrailEntry.objects.filter(action="export", record=f"person:{user.pk}").exists()


def test_a_client_is_given_out_with_opened_fields() -> None:
    client = client_of(person("social_mentor"), name="Samira Testa")

    kept = json.loads(run("export_person", str(client.pk)))

    assert kept["skills_audit"]["skills_audit.ClientIdentity"][0]["spoken_name"] == "Samira Testa"
    assert TrailEntry.objects.filter(action="export", subject=client.pk).exists()


def test_an_unknown_person_is_said_to_be_unknown() -> None:
    with pytest.raises(CommandError, match="no account"):
        run("export_person", "nobody@example.org")


def test_retention_takes_what_is_due_and_a_dry_run_nothing() -> None:
    mentor = person("social_mentor")
    today = timezone.localdate()
    gone = client_of(mentor, arrived_on=today - timedelta(days=900), ended_on=today - timedelta(days=400))
    stays = client_of(mentor, arrived_on=today - timedelta(days=900), ended_on=today - timedelta(days=300))
    Invitation.objects.create(
        email="never@example.org", first_name="A", last_name="B", organisation=OrganisationFactory(), token_hash="x",
        invited_by=mentor, sent_at=timezone.now() - timedelta(days=31),
    )  # fmt: skip
    from portal.protection.trail import record

    aged(record("view", record="library"), 740)
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(hours=1))

    foreseen = json.loads(run("apply_retention", "--dry-run", "--json"))["rules"]
    assert {name: foreseen[name] for name in ("client_record", "invitation", "access_log", "session")} == {
        "client_record": 1, "invitation": 1, "access_log": 1, "session": 1,
    }  # fmt: skip
    assert Invitation.objects.exists()

    assert apply_retention()["client_record"] == 1
    with acting_as_system("test"):
        assert list(Client.objects.values_list("pk", flat=True)) == [stays.pk]
    assert ErasureCertificate.objects.get().reference == str(gone.pk)
    assert not Invitation.objects.exists()
    assert list(broken_links()) == []
    assert not any(apply_retention().values())


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-03-31", 1, "2026-02-28"), ("2026-01-15", 12, "2025-01-15"), ("2026-01-15", 1, "2025-12-15")],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, expected: str) -> None:
    from datetime import date

    assert str(months_before(date.fromisoformat(day), months)) == expected


def test_the_command_says_how_each_rule_is_applied(settings: Any) -> None:
    said = run("apply_retention", "--dry-run")

    assert "access_log: 0 due" in said
    assert "export_file: never stored" in said
