"""`manage.py migrate`, quicker on a new database: Wagtail first, then what hangs on it."""

import gc
from time import sleep
from typing import Any

from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

# A migration that waits for a table keeps everybody behind it waiting too: it steps aside and tries again.
PATIENCE, BREATH, TRIES = "3s", 2.0, 40


class Command(migrate.Command):
    """Django's own command; only the order in which an empty database is filled differs.

    Django goes by the apps' names, and renders anew, at each migration, every model that hangs on what it changes.
    Were ours there before Wagtail's hundred and fifty, each of those would render ours again. Without collecting
    garbage the rest takes a third less. On a live site a table that somebody reads for long is not stood in front of:
    what was carried out stays, the step that could not have it is tried again, and people go on meanwhile.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        gc.disable()
        try:
            asked = options["app_label"] or options["check_unapplied"] or options["plan"] or options["prune"]
            executor = MigrationExecutor(connections[options["database"]])
            if not asked and not executor.loader.applied_migrations:
                leaves = executor.loader.graph.leaf_nodes()
                executor.migrate([leaf for leaf in leaves if leaf[0].startswith("wagtail")])
            self._handle_without_blocking(*args, **options)
        finally:
            gc.enable()

    def _handle_without_blocking(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        for left in reversed(range(TRIES)):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
            try:
                super().handle(*args, **options)
                return
            except OperationalError as error:
                if "lock timeout" not in str(error) or not left:
                    raise
            finally:
                if connection.connection is not None and not connection.in_atomic_block:
                    with connection.cursor() as cursor:
                        cursor.execute("RESET lock_timeout")
            sleep(BREATH)
