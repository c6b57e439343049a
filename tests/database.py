"""The tests' database as a copy of a migrated one, which is made once and kept as long as no migration changes.

Migrating from nothing takes half a minute of work; every worker of every run would do it again.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from portal.benchmark import scratch

PREFIX, LOCK = "migrated_", 20_071_129
PACKAGES = ("django", "wagtail", "wagtail-localize", "django-allauth", "django-axes", "django-tasks-db")


def shape() -> str:
    """Changes with every migration of ours and every version of what brings its own."""
    digest = hashlib.sha256(repr([version(name) for name in PACKAGES]).encode())
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.is_relative_to(settings.PROJECT) and ".venv" not in folder.parts:
            for file in sorted(folder.glob("migrations/*.py")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def copy_migrated(name: str) -> None:
    """Make the database `name` anew, migrated."""
    template = PREFIX + shape()
    with _alone() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        known = {row[0] for row in cursor.fetchall()}
        if template not in known:
            for other in known:  # of an older shape
                cursor.execute(f'DROP DATABASE IF EXISTS "{other}"')
            cursor.execute(f'DROP DATABASE IF EXISTS "{template}_draft" WITH (FORCE)')  # of a killed run
            cursor.execute(f'CREATE DATABASE "{template}_draft"')
            _migrate(f"{template}_draft")
            cursor.execute(f'ALTER DATABASE "{template}_draft" RENAME TO "{template}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def exists(name: str) -> bool:
    """Is there a database of that name, from a run before?"""
    with _alone() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def drop(name: str) -> None:
    """Take the copy away, whoever still looks at it."""
    connection.close()
    with _alone() as cursor:
        scratch.drop(cursor, name)


@contextmanager
def _alone() -> Iterator[Any]:
    """A connection to the server; other workers wait until this one has made its copy."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield cursor
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _migrate(name: str) -> None:
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
