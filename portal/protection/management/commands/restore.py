"""`manage.py restore DIR [--json]`: a backup into a new, migrated installation."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.protection.manifest import CannotRestore
from portal.protection.restoring import restore


class Command(BaseCommand):
    """Refuses before it writes; what was erased since the backup was made must be erased again."""

    help = "Restore a backup into a new installation, after `migrate`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(folder=options["folder"], say=self.stderr.write)
        except CannotRestore as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(done)))
            return
        self.stdout.write(
            f"{done.rows} rows of {done.tables} tables and {done.files} files are back; "
            f"{done.verified} entries of the access log verified."
        )
        self.stderr.write("Erase again whom you erased since that backup: erase_person.")
