"""A backup brings everything back with its keys, and nothing at all with others."""

import io
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from portal.accounts.models import User
from portal.protection.actor import acting, acting_as_system
from portal.protection.backups import CannotBackUp, back_up
from portal.protection.chains import anchor_trail, broken_links
from portal.protection.manifest import CannotRestore
from portal.protection.models import TrailEntry
from portal.protection.restoring import restore
from portal.protection.trail import record_apart
from skills_audit.models import Client, ClientIdentity
from tests.conftest import migrated
from tests.factories.cases import client_of
from tests.factories.people import person

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = "d3JvbmcteS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="


@pytest.fixture
def new_installation(request: pytest.FixtureRequest) -> Callable[[], None]:
    """Turns the database into a migrated one that nobody has used."""
    return request.config.stash[migrated].put_back


@pytest.fixture
def used(tmp_path: Path) -> Iterator[tuple[Path, User]]:
    """A backup of an installation with a client, a file and a log, and the client's mentor."""
    mentor = person("social_mentor")
    client_of(mentor, name="Samira Testa")
    for _ in range(3):
        record_apart("view", record="people")
    anchor_trail()
    default_storage.save("documents/kārtība.txt", ContentFile(b"Open at nine."))
    yield tmp_path / "backup", mentor
    default_storage.delete("documents/kārtība.txt")


def test_everything_comes_back_and_the_log_verifies(
    used: tuple[Path, User], new_installation: Callable[[], None]
) -> None:
    folder, mentor = used
    made = back_up(folder=folder)
    entries = TrailEntry.objects.count()
    new_installation()
    default_storage.delete("documents/kārtība.txt")

    done = restore(folder=folder)

    assert (done.tables, done.rows, done.files, done.verified) == (made.tables, made.rows, made.files, entries)
    assert next(broken_links(), None) is None
    assert default_storage.open("documents/kārtība.txt").read() == b"Open at nine."
    with acting(User.objects.get(pk=mentor.pk)):
        assert ClientIdentity.objects.get().spoken_name == "Samira Testa"
    with acting(person("social_mentor")):  # a new number follows the loaded ones
        assert not Client.objects.exists()
    assert TrailEntry.objects.filter(action="restore").exists()


def test_what_protects_the_rows_stands_as_before(used: tuple[Path, User], new_installation: Callable[[], None]) -> None:
    forced = "SELECT count(*) FROM pg_class WHERE relforcerowsecurity"
    with connection.cursor() as cursor:
        cursor.execute(forced)
        before = cursor.fetchone()
        cursor.execute("ALTER TABLE protection_trailentry ENABLE TRIGGER trail_is_never_emptied")
    back_up(folder=used[0])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_is_never_emptied")
    new_installation()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE protection_trailentry ENABLE TRIGGER trail_is_never_emptied")

    restore(folder=used[0])

    with connection.cursor() as cursor:
        cursor.execute(forced)
        assert cursor.fetchone() == before
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = 'trail_is_never_emptied'")
        assert cursor.fetchone() == ("O",)
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_is_never_emptied")


@pytest.mark.parametrize(("keys", "said"), [({"dev": OTHER}, "dev is another key"), ({"new": OTHER}, "dev is missing")])
def test_a_wrong_key_is_refused_before_anything_is_written(
    keys: dict[str, str],
    said: str,
    used: tuple[Path, User],
    new_installation: Callable[[], None],
    settings: Any,
) -> None:
    back_up(folder=used[0])
    new_installation()
    settings.FIELD_KEYS, settings.FIELD_KEY_CURRENT = keys, next(iter(keys))

    with pytest.raises(CannotRestore, match=said):
        restore(folder=used[0])
    assert not User.objects.exists()
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("path", ["database/accounts_user.copy", "media/documents/kārtība.txt", "manifest.json"])
def test_a_changed_backup_is_refused(path: str, used: tuple[Path, User], new_installation: Callable[[], None]) -> None:
    back_up(folder=used[0])
    new_installation()
    changed = used[0] / path
    changed.write_bytes(changed.read_bytes().replace(b"1", b"2").replace(b"nine", b"noon"))

    with pytest.raises(CannotRestore):
        restore(folder=used[0])
    assert not User.objects.exists()


def test_an_unfinished_one_is_refused(used: tuple[Path, User]) -> None:
    back_up(folder=used[0])
    (used[0] / "manifest.json").unlink()

    with pytest.raises(CannotRestore, match="holds no whole backup"):
        restore(folder=used[0])


def test_an_installation_in_use_is_left_as_it_is(used: tuple[Path, User]) -> None:
    back_up(folder=used[0])
    people = User.objects.count()

    with pytest.raises(CannotRestore, match="People use this installation"):
        restore(folder=used[0])
    assert User.objects.count() == people


def test_no_key_and_no_secret_lies_in_it_and_nobody_else_may_read_it(used: tuple[Path, User], settings: Any) -> None:
    back_up(folder=used[0])

    whole = b"".join(path.read_bytes() for path in used[0].rglob("*") if path.is_file())
    assert b"documents" in whole
    for secret in ("Samira Testa", "Samira", *settings.FIELD_KEYS.values(), settings.SECRET_KEY):
        assert secret.encode() not in whole
    assert used[0].stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_nothing_behind_and_is_one_sentence(tmp_path: Path, used: tuple[Path, User]) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("only root makes a small disk")
    try:
        with acting_as_system("fill"):
            default_storage.save("documents/big.txt", ContentFile(os.urandom(200_000)))
        with pytest.raises(CannotBackUp, match="No space left on device"):
            back_up(folder=folder)
        assert list(folder.iterdir()) == []
    finally:
        default_storage.delete("documents/big.txt")
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_the_commands_answer_in_json_and_refuse_a_full_folder(
    used: tuple[Path, User], new_installation: Callable[[], None]
) -> None:
    said, again = io.StringIO(), io.StringIO()
    call_command("backup", str(used[0]), "--json", stdout=said, stderr=io.StringIO())
    made = json.loads(said.getvalue())
    assert made["files"] == 1
    assert made["keys"] == ["dev"]
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(used[0]), stderr=io.StringIO())
    new_installation()
    call_command("restore", str(used[0]), "--json", stdout=again, stderr=io.StringIO())
    assert json.loads(again.getvalue())["rows"] == made["rows"]
