"""A backup of the whole installation: database, files, fingerprints of the keys and never a key.

Plain `COPY` files instead of `pg_dump`, so that the image needs no client of the server's very version, and so that
what is sealed stays sealed. Everything of the database is of one moment.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.protection.actor import acting_as_system
from portal.protection.manifest import Manifest, Table, fingerprints, media_file, table_file
from portal.protection.trail import record_apart

Say = Callable[[str], None]
CHUNK = 1024 * 1024
# Everybody signs in again after a restore; the rest is made anew.
LEFT_OUT = {"django_session", "django_migrations"}
# Not what the database works out by itself from the others.
STORED = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = quote_ident(%s)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ORDER BY attnum
"""


class CannotBackUp(Exception):
    """There is no place for the backup, or it became full. Nothing is left behind."""


@dataclass(frozen=True, kw_only=True)
class BackedUp:
    """What is in the folder."""

    tables: int
    rows: int
    files: int
    keys: tuple[str, ...]


def back_up(*, folder: Path, say: Say = lambda text: None) -> BackedUp:
    """Write a backup into a new or empty folder that only this account may read. Raises `CannotBackUp`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotBackUp(f"{folder} is not empty. Name a new folder.")
        record_apart("backup", record="backup")
        with _nothing_left_on_failure(folder):
            return _written(folder, say)
    except OSError as error:
        raise CannotBackUp(f"The backup could not be written to {folder}: {error.strerror or error}.") from error


@contextlib.contextmanager
def _nothing_left_on_failure(folder: Path) -> Iterator[None]:
    folder.chmod(0o700)
    try:
        yield
    except BaseException:
        for part in folder.iterdir():
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        raise


def _written(folder: Path, say: Say) -> BackedUp:
    manifest = Manifest(
        made_at=timezone.now().isoformat(), migrations=applied_migrations(), keys=fingerprints(settings.FIELD_KEYS)
    )
    (folder / "database").mkdir()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with acting_as_system("backup"):
            for name in tables():
                manifest.tables[name] = _copy_out(name, folder / table_file(name))
    say(f"{len(manifest.tables)} tables")
    for name in stored_files():
        manifest.media[name] = _copy_file(name, folder / media_file(name))
        if len(manifest.media) % 200 == 0:
            say(f"{len(manifest.media)} files")
    manifest.write(folder)
    rows = sum(table.rows for table in manifest.tables.values())
    return BackedUp(tables=len(manifest.tables), rows=rows, files=len(manifest.media), keys=tuple(manifest.keys))


def tables() -> list[str]:
    """Every table of the installed apps that a backup holds."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(names) - LEFT_OUT)


def applied_migrations() -> list[str]:
    """The shape of the database, by the names of its migrations."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def _copy_out(name: str, path: Path) -> Table:
    digest = hashlib.sha256()
    with connection.cursor() as cursor, path.open("wb") as file:
        cursor.execute(STORED, [name])
        columns = [column for (column,) in cursor.fetchall()]
        with cursor.copy(f"COPY {quoted(name)} ({', '.join(map(quoted, columns))}) TO STDOUT") as lines:
            for line in lines:
                digest.update(line)
                file.write(line)
        rows = cursor.rowcount
    return Table(columns=columns, rows=rows, sha256=digest.hexdigest())


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def stored_files(folder: str = "") -> Iterator[str]:
    """Names of all files in the storage, whatever kind it is."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was uploaded yet
        return
    yield from (f"{folder}{name}" for name in sorted(files))
    for inner in sorted(folders):
        yield from stored_files(f"{folder}{inner}/")


def _copy_file(name: str, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with default_storage.open(name) as source, path.open("wb") as target:
        for part in source.chunks(CHUNK):
            digest.update(part)
            target.write(part)
    return digest.hexdigest()
