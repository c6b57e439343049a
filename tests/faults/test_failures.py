"""The disk is full, the database is gone, the cache is lost: what people read, and what goes on."""

import errno
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection

from portal.accounts import people_views
from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.caching import ForgivingCache
from tests.factories.people import UserFactory, person

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
