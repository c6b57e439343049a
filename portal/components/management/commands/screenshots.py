"""`manage.py screenshots DIR`: every screen at each width, in light and dark, in each language, as its role sees it."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.components.pictures import NoBrowser, Taken, Wish, take
from portal.seams.screens import screens


class Command(BaseCommand):
    """Serves the portal itself for that time; needs the demo's accounts, Chromium and Playwright."""

    help = "Take pictures of every registered screen into DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--only", default="", help="names of screens, or beginnings of them: home,lesson")
        parser.add_argument("--widths", default="360,768,1280")
        parser.add_argument("--themes", default="light,dark")
        parser.add_argument("--languages", default="", help="lv,en (else each screen's own)")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        only = tuple(filter(None, options["only"].split(",")))
        chosen = tuple(screen for screen in screens() if not only or screen.name.startswith(only))
        if not chosen:
            raise CommandError("No screen has such a name; there are: " + ", ".join(s.name for s in screens()) + ".")
        if not User.objects.filter(email="admin@demo.example").exists():
            raise CommandError("The demo's accounts are missing; run: manage.py demo --prepare")
        wish = Wish(
            folder=options["folder"],
            screens=chosen,
            widths=tuple(int(width) for width in options["widths"].split(",")),
            themes=tuple(options["themes"].split(",")),
            languages=tuple(filter(None, options["languages"].split(","))),
        )
        taken = Taken()
        try:
            for name in take(wish, taken):
                self.stderr.write(f"• {name}")
        except NoBrowser as error:
            raise CommandError(str(error)) from error
        for problem in taken.problems:
            self.stderr.write(problem)
        self.stderr.write(f"{len(taken.files)} pictures in {wish.folder}, {len(taken.problems)} things to look at")
        if options["json"]:
            self.stdout.write(json.dumps({"pictures": len(taken.files), "problems": taken.problems}))
