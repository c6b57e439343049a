"""`manage.py apply_retention [--dry-run] [--json]`: take away what is due by the retention rules."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from portal.protection.expiry import apply_retention
from portal.protection.retention import BY_COMMAND, RULES


class Command(BaseCommand):
    """All or nothing; says for every rule what was done, or how it is applied instead."""

    help = "Take away what is past its time: access log, clients, invitations, sessions, sign-in log, reminders, tasks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count only")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = apply_retention(dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps({"dry_run": options["dry_run"], "rules": found}))
            return
        word = "due" if options["dry_run"] else "taken away"
        with translation.override("en"):
            for name, rule in RULES.items():
                if rule.applied is BY_COMMAND:
                    self.stdout.write(f"{name}: {found.get(name, 0)} {word}")
                else:
                    self.stdout.write(f"{name}: {rule.applied} – {rule.why}")
