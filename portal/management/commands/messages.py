"""`manage.py messages`: collects the interface's sentences and tells which have no Latvian yet."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands.makemessages import Command as MakeMessages

CATALOGUE = "portal/locale/lv/LC_MESSAGES/django.po"
WRAP = 110
XGETTEXT = tuple(MakeMessages.xgettext_options)


class Command(BaseCommand):
    """Needs GNU gettext (`xgettext`). Keeps the catalogue sorted and without line numbers, so that merges are easy."""

    help = "Collect sentences into the Latvian catalogue. --check fails when one is missing or untranslated."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail on what is missing")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.PROJECT) / CATALOGUE
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        # What gettext remembers of an older wording can come back by a merge, where it reads as broken.
        kept = "".join(line for line in before.splitlines(keepends=True) if not line.startswith("#|"))
        if kept != before:
            path.write_text(kept, encoding="utf-8")
        # `_now` is gettext in a module whose `_` waits until a sentence is shown.
        MakeMessages.xgettext_options = [*XGETTEXT, "--keyword=_now"]
        call_command(
            MakeMessages(), locale=["lv"], no_location=True, no_obsolete=True, keep_pot=False, no_wrap=False,
            extensions=["html", "py", "txt"],
            ignore_patterns=[".venv/*", ".data/*", "tests/*", "portal/demo/content/*"],
            verbosity=0,
        )  # fmt: skip
        catalogue = polib.pofile(str(path), wrapwidth=WRAP)
        for entry in catalogue.fuzzy_entries():
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        catalogue.metadata = {
            "Language": "lv",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
        }
        missing = [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()]
        if options["check"]:
            path.write_text(before, encoding="utf-8")
        else:
            catalogue.save(str(path))
        for msgid in missing:
            self.stderr.write(f"untranslated: {msgid}")
        if options["check"] and missing:
            raise CommandError(f"{len(missing)} sentences have no Latvian.")
        self.stderr.write(f"{len(catalogue)} sentences, {len(missing)} without Latvian")
