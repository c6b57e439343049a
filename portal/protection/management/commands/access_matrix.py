"""`manage.py access_matrix [--json]`: who may reach what."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.protection.matrix import access_matrix
from portal.seams import access

MARKS = {access.ALLOWED: "all", access.OWN: "own", access.TEAM: "team", access.NEVER: "–"}


class Command(BaseCommand):
    """The same data as the middleware asks and the tests walk."""

    help = "Every route with its methods, and per role: allowed, own, team, never."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = list(access_matrix())
        if options["json"]:
            routes = [
                {
                    "route": line.route,
                    "pattern": line.pattern,
                    "methods": list(line.methods),
                    "signed_out": access.ALLOWED if line.stranger else access.NEVER,
                    "roles": line.reach,
                    "reauthenticate": line.reauthenticate,
                }
                for line in lines
            ]
            self.stdout.write(json.dumps({"roles": list(access.ROLES), "routes": routes}, ensure_ascii=False))
            return
        self.stdout.write("signed out, then: " + ", ".join(access.ROLES))
        for line in lines:
            marks = ["all" if line.stranger else "–", *(MARKS[line.reach[role]] for role in access.ROLES)]
            self.stdout.write(f"{','.join(line.methods):9} {' '.join(f'{mark:4}' for mark in marks)} {line.address}")
        self.stderr.write(f"{len(lines)} routes")
