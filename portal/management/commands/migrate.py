"""`manage.py migrate`, quicker on a new database: Wagtail first, then what hangs on it."""

import gc
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


class Command(migrate.Command):
    """Django's own command; only the order in which an empty database is filled differs.

    Django goes by the apps' names, and renders anew, at each migration, every model that hangs on what it changes.
    Were ours there before Wagtail's hundred and fifty, each of those would render ours again. Without collecting
    garbage the rest takes a third less.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        gc.disable()
        try:
            asked = options["app_label"] or options["check_unapplied"] or options["plan"] or options["prune"]
            executor = MigrationExecutor(connections[options["database"]])
            if not asked and not executor.loader.applied_migrations:
                leaves = executor.loader.graph.leaf_nodes()
                executor.migrate([leaf for leaf in leaves if leaf[0].startswith("wagtail")])
            super().handle(*args, **options)
        finally:
            gc.enable()
