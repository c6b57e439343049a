"""`manage.py import_package FILE [--dry-run] [--json]`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from training.actions.packages import CannotStore, TakenIn, import_package
from training.package_words import cannot_be_kept, sentence
from training.packages.refusals import PackageRefused


class Command(BaseCommand):
    """Prints kind, title, what opens first and its parts; or one sentence that says why it was refused."""

    help = "Take in a SCORM 1.2, SCORM 2004, cmi5 or H5P package, to be shown in lessons."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read and check all of it, keep nothing")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            taken = self._taken(options["file"], dry_run=options["dry_run"])
        told = taken.read.found.as_dict()
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{told['kind']}: {told['title']}\nopens {told['launch']}")
        for item in told["items"]:
            self.stdout.write(f"  {item['title']}  {item['launch']}")
            for activity in item.get("activities", ()):
                self.stdout.write(f"    {activity}")

    def _taken(self, path: Path, *, dry_run: bool) -> TakenIn:
        try:
            with path.open("rb") as file:
                taken = import_package(file=file, by=None, dry_run=dry_run, say=self._say)
        except PackageRefused as refused:
            raise CommandError(sentence(refused)) from refused
        except CannotStore as error:
            raise CommandError(f"{cannot_be_kept()} ({error})") from error
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror or error}.") from error
        left = f", {taken.read.left} left behind" if taken.read.left else ""
        self._say(f"{taken.read.files} files, {taken.read.size // 1024} KB{left}")
        if dry_run:
            self._say("Nothing was kept: this was a dry run.")
        elif taken.made and taken.package:
            self._say(f"Kept as package {taken.package.pk}.")
        elif taken.package:
            self._say(f"It is here already, as package {taken.package.pk}.")
        return taken

    def _say(self, text: str) -> None:
        self.stderr.write(text, style_func=str)
