"""`manage.py rotate_keys [--json]`: after FIELD_KEY_CURRENT was changed to a new key of FIELD_KEYS."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.protection.rotation import CannotRotate, rotate_keys


class Command(BaseCommand):
    """Safe to interrupt and to start again; refuses before the first change when a key is missing or wrong."""

    help = "Wrap all data keys and second factors with the current master key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = rotate_keys(say=self.stderr.write)
        except CannotRotate as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(done)))
            return
        self.stdout.write(f"{done.data_keys} data keys and {done.second_factors} second factors done again.")
        if done.older_keys:
            names = ", ".join(done.older_keys)
            self.stdout.write(f"Keep in FIELD_KEYS, older signatures are checked with them: {names}.")
