"""The disk is full, the database is gone, the cache is lost: what people read, and what goes on."""

import errno
from typing import Any

import psycopg
import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection

from portal import serving
from portal.accounts import people_views
from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.caching import ForgivingCache
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.models import Answer
from skills_audit.models import Client as Case
from tests.factories.cases import client_of
from tests.factories.people import UserFactory, person
from tests.factories.talks import talk_with
from tests.faults.killed import address_of_tests
from tests.skills_audit.test_answers_api import put

PASSWORD = "a-long-enough-password"


def browser_of(user: User) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.mark.django_db
def test_a_full_disk_at_an_upload_says_so_and_leaves_no_row(monkeypatch: pytest.MonkeyPatch, site: None) -> None:
    def full(*args: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    editor = person("editor")
    set_up_groups()
    browser = browser_of(editor)
    monkeypatch.setattr(InMemoryStorage, "_save", full)
    typed = {
        "title": "Kārtība",
        "file": SimpleUploadedFile("kartiba.txt", "Atvērts no deviņiem.".encode()),
        "collection": Collection.get_first_root_node().pk,
    }

    answer = browser.post("/admin/documents/add/", typed)

    assert answer.status_code == 507
    assert "Serverī nav vietas" in answer.content.decode()
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_killed_in_the_middle_is_told_and_the_next_request_goes_on(
    monkeypatch: pytest.MonkeyPatch, site: None
) -> None:
    browser = browser_of(person("administrator"))

    def killed(words: str = "") -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(people_views, "people_with_roles", killed)
        page = browser.get("/lv/people/")
        connection.close()
        script = browser.get("/lv/people/", headers={"accept": "application/json"})

    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "Portāls pašlaik neatbild" in page.content.decode()
    assert (script.status_code, script.json()) == (503, {"error": "database"})
    connection.close()  # as Django does after each request outside its test client
    assert browser.get("/lv/people/").status_code == 200


@pytest.mark.django_db
def test_another_error_is_still_an_error_of_ours(monkeypatch: pytest.MonkeyPatch, site: None) -> None:
    monkeypatch.setattr(people_views, "people_with_roles", lambda words="": 1 / 0)

    answer = browser_of(person("administrator")).get("/lv/people/")

    assert answer.status_code == 500
    assert "Šis solis neizdevās" in answer.content.decode()


@pytest.fixture
def lost_cache(settings: Any) -> ForgivingCache:
    """The cache of production, whose table is not there."""
    settings.CACHES = {"default": {"BACKEND": "portal.caching.ForgivingCache", "LOCATION": "no_such_table"}}
    return ForgivingCache("no_such_table", {})


@pytest.mark.django_db
def test_a_lost_cache_gives_nothing_and_leaves_the_transaction_whole(lost_cache: ForgivingCache) -> None:
    with transaction.atomic():
        assert lost_cache.get("a", "instead") == "instead"
        lost_cache.set("a", 1)
        assert not lost_cache.has_key("a")
        assert lost_cache.delete("a") is False
        assert lost_cache.get_or_set("a", lambda: 2) == 2
        assert User.objects.count() == 0


@pytest.mark.django_db
def test_people_sign_in_while_the_cache_is_lost(site: None, lost_cache: ForgivingCache) -> None:
    user = UserFactory()
    browser = Client()

    answer = browser.post("/account/login/", {"login": user.email, "password": PASSWORD})

    assert answer.status_code == 302
    assert browser.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
def test_a_poisoned_value_counts_as_missing(settings: Any) -> None:
    from django.core.management import call_command

    settings.CACHES = {"default": {"BACKEND": "portal.caching.ForgivingCache", "LOCATION": "some_cache"}}
    call_command("createcachetable", verbosity=0)
    kept = ForgivingCache("some_cache", {})
    kept.set("a", {"licence": True})
    assert kept.get("a") == {"licence": True}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE some_cache SET value = %s", ["bm90IGEgcGlja2xl"])

    assert kept.get("a") is None


@pytest.mark.django_db(transaction=True)
def test_a_held_lock_is_told_in_time_and_the_next_try_goes_on(site: None) -> None:
    user = person("learner", language="lv")
    browser = browser_of(user)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")

    with psycopg.connect(address_of_tests()) as other:
        other.execute("SELECT 1 FROM accounts_user WHERE id = %s FOR UPDATE", [user.pk])
        page = browser.post("/account/", {"language": "en"})
        script = browser.post("/account/", {"language": "en"}, headers={"accept": "application/json"})
        other.rollback()

    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "Portāls šobrīd ir aizņemts" in page.content.decode()
    assert (script.status_code, script.json()) == (503, {"error": "busy"})
    assert User.objects.get(pk=user.pk).language == "lv"
    assert browser.post("/account/", {"language": "en"}).status_code == 302
    assert User.objects.get(pk=user.pk).language == "en"
    connection.close()


def test_a_request_of_the_web_server_waits_for_no_lock_longer_than_its_worker_lives(
    monkeypatch: pytest.MonkeyPatch, django_db_setup: None
) -> None:
    name, options = serving.raw_env[0].split("=", 1)
    monkeypatch.setenv(name, options)

    with psycopg.connect(address_of_tests()) as asked:
        told = {limit: asked.execute(f"SHOW {limit}").fetchone() for limit in serving.LIMITS}
    assert told == {"lock_timeout": ("8s",), "statement_timeout": ("20s",),
                    "idle_in_transaction_session_timeout": ("1min",)}  # fmt: skip


@pytest.mark.django_db
def test_a_full_disk_of_the_database_takes_no_half_an_answer_and_the_same_save_arrives_later() -> None:
    mentor = person("social_mentor")
    audit, browser, operation = talk_with(mentor), browser_of(mentor), "5b0f8f6e-0d6b-4f0e-9b0e-0a4b0c1d2e3f"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;"
            "CREATE TRIGGER no_room BEFORE INSERT ON skills_audit_answeroperation EXECUTE FUNCTION no_room()"
        )
    refused = put(browser, audit, operation=operation)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER no_room ON skills_audit_answeroperation")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert (refused.status_code, refused.json()) == (507, {"error": "no_room"})
    with acting(mentor):
        assert not Answer.objects.exists()
    assert not TrailEntry.objects.filter(action="answer").exists()
    assert put(browser, audit, operation=operation).status_code == 201
    with acting(mentor):
        assert Answer.objects.get().version == 1


@pytest.mark.django_db
@pytest.mark.parametrize("keys", [{"dev": "d3JvbmcteS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="}, {}], ids=["wrong", "none"])
def test_with_a_wrong_key_or_none_pages_refuse_and_no_form_writes_over_what_cannot_be_read(
    settings: Any, site: None, keys: dict[str, str]
) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor, name="Samira Testa", next_step="Pieteikties kursiem")
    browser, right, case = browser_of(mentor), settings.FIELD_KEYS, f"/lv/audit/{client.pk}/"
    before = stored(mentor)

    settings.FIELD_KEYS = keys
    answers = [browser.get(case), browser.post(f"{case}next-step/", {"words": "Cits solis", "on": ""})]
    settings.FIELD_KEYS = right

    assert [answer.status_code for answer in answers] == [500, 500]
    assert stored(mentor) == before
    assert "Pieteikties kursiem" in browser.get(case).content.decode()


def stored(mentor: User) -> list[tuple[Any, ...]]:
    """The client's row as it lies in the database."""
    with acting(mentor), connection.cursor() as cursor:
        cursor.execute(f"SELECT id, next_step::bytea, created_at FROM {Case._meta.db_table}")
        return [(key, bytes(sealed), at) for key, sealed, at in cursor.fetchall()]
