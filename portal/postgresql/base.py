"""A connection whose silence proves it alive, whose planner knows the disk, and which keeps plans of statements."""

import os
import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db.backends.postgresql import base, features

PLANNED = "portal.planned"  # stands where Django has the name of a cursor
# What a page elsewhere on the disk costs beside the next one: PostgreSQL's own 4.0 is a turning disk's, and lets it
# read a whole table, words of all texts included, where a few look-ups in an index would do.
PLANNING = "-c random_page_cost=1.1"
PLANS = 300  # kept by a connection; psycopg's own hundred is less than the portal has pages' statements


class PlannedCursor(base.CursorMixin, psycopg.Cursor[Any]):
    """Values go beside the statement, which the server reads and plans once per connection."""


class DatabaseFeatures(features.DatabaseFeatures):
    """What checks ask, answered without a server: the portal's generated columns are stored ones."""

    supports_virtual_generated_columns = False


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with both."""

    features_class = DatabaseFeatures
    health_check_enabled: bool
    health_check_done: bool

    def get_connection_params(self) -> dict[str, Any]:
        """With what the planner has to know, unless the installation says otherwise in its own options."""
        params = super().get_connection_params()
        given = params.get("options") or os.environ.get("PGOPTIONS", "")
        return params | {"options": f"{PLANNING} {given}".strip()}

    def close_if_health_check_failed(self) -> None:
        """As Django's, which asks the server before each request; here only a socket is looked at first.

        A server that ends a connection, or dies, says so on the socket: then, and for whatever else came, it is asked.
        """
        if self.connection is not None and self.health_check_enabled and not self.health_check_done:
            self.health_check_done = self._silent()
        super().close_if_health_check_failed()

    def _silent(self) -> bool:
        try:
            watch = select.poll()
            watch.register(self.connection.fileno(), select.POLLIN)
            return not watch.poll(0)
        except (psycopg.Error, OSError, ValueError):
            return False  # closed on our side

    def init_connection_state(self) -> None:
        super().init_connection_state()
        if self.connection is not None:
            # Of all cursors only the planned one knows plans: Django's own write the values into the statement.
            self.connection.prepare_threshold, self.connection.prepared_max = 0, PLANS

    def planned_cursor(self) -> Any:
        """A cursor for statements made once; while statements are noted down a usual one: its notes hold the values."""
        return self.cursor() if self.queries_logged else self._cursor(name=PLANNED)  # type: ignore[attr-defined]

    @contextmanager
    def pipeline(self) -> Iterator[Callable[[], None]]:
        """Statements are sent without a wait for the answers to those before; each answer is read when it is fetched.

        What is given hands over the answers so far: else the server may keep them until the next one is ready, too.
        """
        self.ensure_connection()
        with self.connection.pipeline():
            yield lambda: self.connection.pgconn.send_flush_request()

    def create_cursor(self, name: Any = None) -> Any:
        return PlannedCursor(self.connection) if name is PLANNED else super().create_cursor(name)
