"""`manage.py anchor_trail`: sign how far the access log has come; run it daily."""

import logging
from typing import Any

from django.core.management.base import BaseCommand

from portal.protection.chains import anchor_trail
from portal.protection.rotation import key_is_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Prints the new anchor's signature; keep it outside the installation. Says when the key is due to be changed."""

    help = "Sign how far the access log has come. Keep the printed signature elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        if key_is_due():
            logger.warning("The key of the fields is due: make a new one and run rotate_keys")
        anchor = anchor_trail()
        if anchor is None:
            self.stderr.write("Nothing was added since the last anchor.")
            return
        self.stderr.write(f"{anchor.entries} entries anchored.")
        self.stdout.write(anchor.signature)
