"""A database of its own for a measurement that writes: nothing of it stays, and nothing of the installation changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections

from portal.seams.benchmark import Say

PREFIX = "benchmark_"


@contextmanager
def scratch_database(say: Say) -> Iterator[str]:
    """The default connection, in every thread and every process begun inside, leads to a migrated, empty database;
    gives its name.

    It is dropped at the end, whatever happens; one that a killed run left is dropped at the next beginning.
    """
    name, kept = f"{PREFIX}{uuid4().hex[:12]}", connection.settings_dict["NAME"]
    say("• a database of its own, made in half a minute or so")
    try:
        with connection._nodb_cursor() as cursor:
            _drop_what_was_left(cursor)
            cursor.execute(f'CREATE DATABASE "{name}"')
    except DatabaseError as error:
        raise CommandError(f"No database of its own could be made: {str(error).strip()}") from error
    try:
        lead_to(name)
        call_command("migrate", verbosity=0, run_syncdb=True)
        yield name
    finally:
        lead_to(kept)
        with connection._nodb_cursor() as cursor:
            drop(cursor, name)


@contextmanager
def copy_of(name: str) -> Iterator[str]:
    """A second database with all that stands in a scratch database now; the default connection stays where it was."""
    copy = f"{name}_copy"
    connections.close_all()
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        yield copy
    finally:
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            drop(cursor, copy)


def lead_to(name: str) -> None:
    """Let the default connection of every thread begin at this database."""
    connections.close_all()
    connection.settings_dict["NAME"] = name


def address_of(name: str) -> str:
    """`DATABASE_URL` of a database beside ours, for a server of its own."""
    kept: dict[str, Any] = connection.settings_dict
    host, port = str(kept.get("HOST") or ""), str(kept.get("PORT") or "")
    secret = f":{quote(str(kept['PASSWORD']), safe='')}" if kept.get("PASSWORD") else ""
    query = dict(kept.get("OPTIONS") or {}) | ({"host": host} if host.startswith("/") else {})
    place = "" if host.startswith("/") else f"{host}{':' if port else ''}{port}"
    tail = f"?{urlencode({key: value for key, value in query.items() if isinstance(value, str)})}" if query else ""
    return f"postgresql://{quote(str(kept['USER']), safe='')}{secret}@{place}/{name}{tail}"


def drop(cursor: Any, name: str) -> None:
    """Take it away, whoever of ours still looks at it. Not `WITH (FORCE)`: that fails while the server itself tidies
    the database up, which the plain statement waits for and ends.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user", [name]
    )
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _drop_what_was_left(cursor: Any) -> None:
    cursor.execute(
        "SELECT datname FROM pg_database d WHERE starts_with(datname, %s) AND pg_get_userbyid(datdba) = current_user "
        "AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)",
        [PREFIX],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def free_connections() -> int:
    """How many more connections the server takes from us; ten are left to others."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int "
            "- (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        )
        free: int = cursor.fetchone()[0]
    return max(free - 10, 1)
