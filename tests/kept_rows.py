"""Rows that many tests begin with or come back to: written once, then copied.

Planting the tree takes a second of work and emptying two hundred tables takes longer, for some hundreds of tests.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from wagtail.models import Site

# Tables with guards of their own (row-level security, the append-only log) show and give up rows to nobody.
TABLES = """
    SELECT quote_ident(relname) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) >= %s AND %s =
        (relrowsecurity OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND NOT tgisinternal))
"""
SEQUENCES = "SELECT sequencename::text, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
RESTART = "SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences"
SET = "SELECT setval(quote_ident(name)::regclass, value) FROM unnest(%s::text[], %s::bigint[]) AS kept (name, value)"
# A sequence never goes back behind a row that another test had taken it to.
FORWARD = """
    SELECT setval(quote_ident(name)::regclass, greatest(last_value, value))
    FROM unnest(%s::text[], %s::bigint[]) AS kept (name, value) JOIN pg_sequences ON sequencename = name
"""


class KeptTables:
    """All rows as they stand when this is made, to come back to after a test that commits."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            self.rows = {table: _rows(cursor, table) for table in _tables(cursor)}
            self.sequences = _sequences(cursor)

    def put_back(self) -> None:
        """The same rows and numbers again."""
        with connection.cursor() as cursor:
            if guarded := _tables(cursor, guarded=True, size=1):
                cursor.execute(f"TRUNCATE {', '.join(guarded)} CASCADE")
            with transaction.atomic():
                _replace(cursor, {table: self.rows[table] for table in _tables(cursor, size=1)})
            cursor.execute(RESTART)
            cursor.execute(SET, self.sequences)
        _forget()


class KeptRows:
    """What `write` leaves in the tables, from the second call on without calling it.

    Where the tables hold anything else than the first time, and with real transactions, where what follows a commit
    has to happen too, it is called again.
    """

    def __init__(self, write: Callable[[], None]) -> None:
        self.write = write
        self.before: dict[str, bytes] = {}
        self.after: dict[str, bytes] = {}
        self.sequences: tuple[list[str], list[int]] = ([], [])

    def put(self) -> None:
        """Write the rows into the test's transaction."""
        with connection.cursor() as cursor:
            if not connection.in_atomic_block:
                self.write()
            elif not self.after:
                self._keep(cursor)
            elif all(_rows(cursor, table) == rows for table, rows in self.before.items()):
                _replace(cursor, self.after)
                cursor.execute(FORWARD, self.sequences)
                _forget()
            else:
                self.write()

    def _keep(self, cursor: Any) -> None:
        before = {table: _rows(cursor, table) for table in _tables(cursor)}
        self.write()
        after = {table: _rows(cursor, table) for table in before}
        self.before = {table: rows for table, rows in before.items() if rows != after[table]}
        self.after = {table: after[table] for table in self.before}
        self.sequences = _sequences(cursor)


def _tables(cursor: Any, *, guarded: bool = False, size: int = 0) -> list[str]:
    cursor.execute(TABLES, [size, guarded])
    return [table for (table,) in cursor.fetchall()]


def _rows(cursor: Any, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(copy)


def _replace(cursor: Any, contents: dict[str, bytes]) -> None:
    for table, rows in contents.items():
        if _rows(cursor, table) != rows:
            cursor.execute(f"DELETE FROM {table}")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)


def _sequences(cursor: Any) -> tuple[list[str], list[int]]:
    cursor.execute(SEQUENCES)
    rows = cursor.fetchall()
    return [name for name, _value in rows], [value for _name, value in rows]


def _forget() -> None:
    cache.clear()
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
