"""What one person wrote about a client, looked for in every store: found for who may see it, unreadable elsewhere."""

import logging
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.erasure import erase_client, erase_person
from portal.protection.identifiers import uuid7
from skills_audit.models import Client
from tests.factories.people import person
from tests.factories.talks import talk_with
from tests.factories.whole_cases import PICTURE, dump, forms_of, record_models, rows_of, whole_case
from tests.skills_audit.test_answers_api import put

pytestmark = pytest.mark.django_db
MARKER = "Zelmenīte-Marķiere"


def found_in(stores: dict[str, bytes], secret: str) -> list[str]:
    return [name for name, content in stores.items() if any(form in content for form in forms_of(secret))]


def files() -> bytes:
    """Every stored file, its name with it."""
    whole, folders = b"", [""]
    while folders:
        folder = folders.pop()
        inner, names = default_storage.listdir(folder)
        folders += [f"{folder}{name}/" for name in inner]
        for name in names:
            with default_storage.open(f"{folder}{name}") as opened:
                whole += name.encode() + opened.read()
    return whole


def test_a_marker_of_a_client_is_readable_in_no_store(
    signed_in: Any, site: None, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    """Typed into every form of a case by a browser, seen by its mentor, and then looked for."""
    caplog.set_level(logging.DEBUG)
    mentor = person("social_mentor")
    audit, browser = whole_case(mentor, MARKER), signed_in(mentor)
    case = f"/lv/audit/{audit.client_id}/"
    talk = talk_with(mentor, Client(pk=audit.client_id))
    new = {"stage": "refugee", "language": "ar", "arrived_on": "2026-01-05", "name": MARKER, "key": str(uuid7())}
    browser.post(reverse("skills_audit:add_client"), new)
    browser.post(f"{case}next-step/", {"words": MARKER, "on": ""})
    browser.post(f"{case}plan/aims/", {"aims": MARKER, "review_on": ""})
    assert put(browser, talk, {"state": "value", "value": MARKER}, item="GOA04").status_code == 201
    typed = {"items": ["WRK01:e01"], "kind": "3", "description": MARKER, "current": "on", "authentic": "on"}
    upload = SimpleUploadedFile(f"{MARKER}.png", PICTURE, content_type="image/png")
    browser.post(reverse("skills_audit:evidence", args=[audit.client_id, audit.pk]), typed | {"file": upload})
    # An action that asks for a confirmation first keeps its form.
    browser.post(f"{case}profile/{audit.pk}/band/", {"band": "ready", "reason": MARKER})
    page = browser.get(f"{case}plan/").content.decode()
    assert MARKER in page

    stores = dump(connection) | {
        "files": files(),
        "cache": repr(getattr(cache, "_cache", "")).encode(),
        "letters": repr([(letter.subject, letter.body) for letter in mail.outbox]).encode(),
        "log": caplog.text.encode(),
    }
    assert Client._meta.db_table in stores
    assert found_in(stores, MARKER) == []


def test_the_search_would_find_a_marker_that_lies_open_in_any_of_its_forms(site: None) -> None:
    user = person("learner", last_name=MARKER)

    assert found_in(dump(connection), MARKER) == [User._meta.db_table]
    for form in forms_of(MARKER):
        assert found_in({"store": b"before" + form + b"after"}, MARKER) == ["store"]
    import base64

    for before in ("", "a", "ab"):
        assert found_in({"store": base64.b64encode(f"{before}{MARKER}{user.pk}".encode())}, MARKER) == ["store"]


def test_after_an_erasure_no_table_knows_the_client(signed_in: Any) -> None:
    mentor = person("social_mentor")
    audit = whole_case(mentor, MARKER)
    client = Client(pk=audit.client_id)
    signed_in(mentor).get(f"/lv/audit/{client.pk}/plan/")

    erase_client(subject=client.pk, reason="asked")

    assert [model.__name__ for model in record_models() if rows_of(model, client)] == []
    # The log keeps who looked for two years, the certificate that it is gone; the key's row that there was one.
    holding = found_in(dump(connection), str(client.pk))
    assert set(holding) <= {"protection_trailentry", "protection_erasurecertificate", "protection_datakey"}


def test_after_an_erasure_no_store_knows_a_persons_name_or_address(signed_in: Any, site: None) -> None:
    user = person("learner", "editor", first_name="Zelmenīte", last_name="Zvirbulēna", email="zelmenite@example.org")
    browser = signed_in(user)
    for address in ("/lv/home/", "/account/", "/lv/learn/", "/admin/"):
        browser.get(address)
    Browser().post("/account/login/", {"login": user.email, "password": "wrong"})
    Browser().post("/account/login/", {"login": user.email, "password": "a-long-enough-password"})

    erase_person(user=user, reason="left")

    stores = dump(connection) | {"files": files()}
    for secret in ("Zelmenīte", "Zvirbulēna", "zelmenite@example.org"):
        assert found_in(stores, secret) == [], secret


def test_raw_sql_of_the_application_reads_no_foreign_row_of_any_table_that_has_some() -> None:
    mentor, other = person("social_mentor"), person("social_mentor")
    audit = whole_case(mentor)
    client = Client(pk=audit.client_id)
    tables = {model._meta.db_table: rows_of(model, client) for model in record_models()}
    assert all(tables.values())

    for who, expected in ((mentor, tables), (other, dict.fromkeys(tables, 0))):
        with acting(who), connection.cursor() as cursor:
            seen = {}
            for table in tables:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                seen[table] = cursor.fetchone()[0]
        assert seen == expected
