"""`manage.py anchor_trail`: sign how far the access log has come; run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.protection.chains import anchor_trail


class Command(BaseCommand):
    """Prints the new anchor's signature; keep it outside the installation."""

    help = "Sign how far the access log has come. Keep the printed signature elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        anchor = anchor_trail()
        if anchor is None:
            self.stderr.write("Nothing was added since the last anchor.")
            return
        self.stderr.write(f"{anchor.entries} entries anchored.")
        self.stdout.write(anchor.signature)
