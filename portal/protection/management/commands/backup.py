"""`manage.py backup DIR [--json]`: the whole installation into a new folder."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.protection.backups import CannotBackUp, back_up


class Command(BaseCommand):
    """Takes no keys along: keep FIELD_KEYS elsewhere, or the backup is worth nothing."""

    help = "Back up database, files and the keys' fingerprints into a new folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = back_up(folder=options["folder"], say=self.stderr.write)
        except CannotBackUp as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(done)))
            return
        self.stdout.write(
            f"{done.rows} rows of {done.tables} tables and {done.files} files are in {options['folder']}."
        )
        self.stdout.write(f"It opens with the keys {', '.join(done.keys)} of FIELD_KEYS only; they are not in it.")
