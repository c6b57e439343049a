"""`manage.py compile_catalogues`: binary message catalogues without GNU gettext, which a newcomer lacks."""

import gettext as gettext_module
import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import trans_real


class Command(BaseCommand):
    """Compiles every `.po` of `LOCALE_PATHS` whose `.mo` is missing or older."""

    help = "Compile message catalogues that changed."

    def handle(self, *args: Any, **options: Any) -> None:
        compiled = 0
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
                target = source.with_suffix(".mo")
                if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
                    # Whole or not at all: several processes may compile at once.
                    draft = target.with_suffix(f".{os.getpid()}")
                    polib.pofile(str(source)).save_as_mofile(str(draft))
                    draft.replace(target)
                    compiled += 1
        # This process may have read the older ones while it started, and may go on to serve pages.
        for module in (gettext_module, trans_real):
            vars(module)["_translations"].clear()
        if options["verbosity"]:
            self.stderr.write(f"{compiled} catalogues compiled")
