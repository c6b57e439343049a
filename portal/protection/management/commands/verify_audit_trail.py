"""`manage.py verify_audit_trail [--json] [--expect SIGNATURE]`: is the access log whole?"""

import json
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.protection.chains import broken_links
from portal.protection.models import TrailAnchor, TrailEntry


class Command(BaseCommand):
    """Exit status 0 when every entry and anchor fits, 1 with the first broken link when not."""

    help = "Verify the access log: prints the first broken link, or how many entries were verified."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        parser.add_argument("--expect", default="", help="the newest signature kept elsewhere; it must still be there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                broken = next(broken_links(), None)
                entries = TrailEntry.objects.count()
                newest = TrailAnchor.objects.order_by("-pk").first()
                signature = newest.signature if newest else ""
                lost = bool(options["expect"]) and not TrailAnchor.objects.filter(signature=options["expect"]).exists()
        except ImproperlyConfigured as error:
            raise CommandError(f"{error} Signatures cannot be checked without it.") from error
        first = str(broken) if broken else "The anchor kept elsewhere is missing here." if lost else None
        if options["json"]:
            found = {"verified": 0 if first else entries, "broken": first, "newest_anchor": signature}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            if first:
                sys.exit(1)
            return
        if first:
            raise CommandError(f"The access log does not hold: {first}")
        self.stdout.write(f"{entries} entries verified.")
        if signature:
            self.stderr.write(f"Newest anchor, to be kept elsewhere: {signature}")
