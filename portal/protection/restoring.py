"""Putting a backup into a new, empty installation. Everything is checked before the first row is written."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from portal.protection.backups import CHUNK, Say, applied_migrations, quoted, tables
from portal.protection.chains import broken_links
from portal.protection.manifest import CannotRestore, Manifest, broken_files, media_file, read_manifest, table_file
from portal.protection.models import TrailEntry
from portal.protection.trail import record


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put back; `verified` entries of the access log hold together."""

    tables: int
    rows: int
    files: int
    verified: int


def restore(*, folder: Path, say: Say = lambda text: None) -> Restored:
    """Load the backup, or raise `CannotRestore` and leave everything as it was.

    Refuses: a wrong or missing key, a changed or incomplete folder, another version of the portal, an installation
    that people use already. Needs a migrated database.
    """
    manifest = read_manifest(folder)
    _refuse_what_does_not_fit(manifest)
    say("Checking the files")
    if broken := next(broken_files(folder, manifest), None):
        raise CannotRestore(f"{folder}/{broken} is missing or was changed. Nothing was written.")
    with transaction.atomic():
        with _open_for_loading(list(manifest.tables)):
            for name in manifest.tables:
                _load(name, manifest, folder)
        _go_on_counting(list(manifest.tables))
        say(f"{len(manifest.tables)} tables")
        if link := next(broken_links(), None):
            raise CannotRestore(f"The access log of this backup does not hold: {link}. Nothing was written.")
        verified = TrailEntry.objects.count()
        for name in manifest.media:
            _put_file(name, folder)
        record("restore", record="backup", detail={"made_at": manifest.made_at})
    ContentType.objects.clear_cache()
    cache.clear()
    rows = sum(table.rows for table in manifest.tables.values())
    return Restored(tables=len(manifest.tables), rows=rows, files=len(manifest.media), verified=verified)


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if set(manifest.migrations) != set(applied_migrations()) or set(manifest.tables) != set(tables()):
        raise CannotRestore(
            "The backup is of another version of the portal. Install that version, migrate, and restore there."
        )
    if get_user_model().objects.exists() or TrailEntry.objects.exists():
        raise CannotRestore("People use this installation already. Restore into a new database.")


@contextlib.contextmanager
def _open_for_loading(names: list[str]) -> Iterator[None]:
    """Tables empty, and open for `COPY`, which knows no row-level security; both only inside this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname = ANY(%s)", [names])
        guarded = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = 'trail_is_never_emptied'")
        is_kept = cursor.fetchone()[0] == "O"
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_is_never_emptied")
        for name in guarded:
            cursor.execute(f"ALTER TABLE {quoted(name)} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(f"TRUNCATE {', '.join(map(quoted, names))}")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in guarded:
            cursor.execute(f"ALTER TABLE {quoted(name)} FORCE ROW LEVEL SECURITY")
        if is_kept:
            cursor.execute("ALTER TABLE protection_trailentry ENABLE TRIGGER trail_is_never_emptied")


def _load(name: str, manifest: Manifest, folder: Path) -> None:
    columns = ", ".join(map(quoted, manifest.tables[name].columns))
    statement = f"COPY {quoted(name)} ({columns}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        (folder / table_file(name)).open("rb") as file,
        cursor.copy(statement) as lines,
    ):
        while part := file.read(CHUNK):
            lines.write(part)


def _go_on_counting(names: list[str]) -> None:
    """New rows get numbers after those that were loaded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema AND is_identity = 'YES' AND table_name = ANY(%s)",
            [names],
        )
        for table, column in cursor.fetchall():
            next_one = f"(SELECT coalesce(max({quoted(column)}), 0) + 1 FROM {quoted(table)})"  # noqa: S608 - our own names
            cursor.execute(f"SELECT setval(pg_get_serial_sequence(%s, %s), {next_one}, false)", [quoted(table), column])


def _put_file(name: str, folder: Path) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    with (folder / media_file(name)).open("rb") as file:
        default_storage.save(name, File(file))
