"""Rows that many tests begin with: written once by the actions, then copied.

Planting the tree takes a second of work, and every test takes it back again. A worker keeps the rows the first time
and hands them to the database as they are; where the tables hold anything else than then, the actions write anew.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import Site

TABLES = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
# A sequence never goes back behind a row that another test had taken it to.
FORWARD = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, greatest(last_value, wanted.value))
    FROM pg_sequences JOIN unnest(%s::text[], %s::bigint[]) AS wanted (name, value) ON sequencename = wanted.name
"""
SEQUENCES = "SELECT sequencename::text, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


class KeptRows:
    """What `write` leaves in the tables, from the second call on without calling it."""

    def __init__(self, write: Callable[[], None]) -> None:
        self.write = write
        self.before: dict[str, bytes] = {}
        self.after: dict[str, bytes] = {}
        self.sequences: list[tuple[str, int]] = []

    def put(self) -> None:
        """Inside a transaction that is taken back; with real transactions what follows a commit has to happen too."""
        if not connection.in_atomic_block:
            self.write()
            return
        with connection.cursor() as cursor:
            if self.after and all(_rows(cursor, table) == rows for table, rows in self.before.items()):
                self._copy(cursor)
            elif self.after:
                self.write()
            else:
                self._keep(cursor)

    def _keep(self, cursor: Any) -> None:
        cursor.execute(TABLES)
        before = {table: _rows(cursor, table) for (table,) in cursor.fetchall()}
        self.write()
        after = {table: _rows(cursor, table) for table in before}
        changed = [table for table in before if before[table] != after[table]]
        self.before = {table: before[table] for table in changed}
        self.after = {table: after[table] for table in changed}
        cursor.execute(SEQUENCES)
        self.sequences = cursor.fetchall()

    def _copy(self, cursor: Any) -> None:
        for table, rows in self.after.items():
            cursor.execute(f"DELETE FROM {table}")
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
        cursor.execute(FORWARD, list(map(list, zip(*self.sequences, strict=True))))
        cache.clear()
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()


def _rows(cursor: Any, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(copy)
