"""`manage.py benchmark [pages|search|saves|index|growth]`: pages of a real server, and what apps measure themselves."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.benchmark import pages
from portal.seams.benchmark import benchmarks
from portal.seams.screens import screens


class Command(BaseCommand):
    """Serves the demo with gunicorn on this machine and asks for signed-in pages, one after the other."""

    help = "Measure pages of the demo. Client, database and server share the cores of this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="pages", choices=["pages", *benchmarks()])
        parser.add_argument("--screen", action="append", help="only these screens (several times)")
        parser.add_argument("--requests", type=int, help="per page (200); answers of 500 devices, documents")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] != "pages":
            self._measure(options["what"], options["requests"], as_json=options["json"])
            return
        wanted = options["screen"] or []
        chosen = [screen for screen in screens() if screen.name in wanted or not wanted]
        if not chosen:
            raise CommandError("There is no screen of this name; names are those of `manage.py screenshots`.")
        results = pages.measure(chosen, options["requests"] or 200, say=lambda text: self.stderr.write(text))
        if options["json"]:
            self.stdout.write(json.dumps({"what": "pages", "results": results}, ensure_ascii=False))
            return
        self.stdout.write(
            f"{'page':<34} {'p50 ms':>8} {'p95 ms':>8} {'req/s':>8} {'2 at once':>9} {'KB':>7} {'KB gzip':>8}  status"
        )
        for row in results:
            self.stdout.write(
                f"{row['screen']:<34} {row['p50_ms']:>8} {row['p95_ms']:>8} {row['requests_per_second']:>8} "
                f"{row['of_two_readers']:>9} {row['kilobytes']:>7} {row['kilobytes_compressed']:>8}  {row['status']}"
            )
            if peer := row.get("stock"):
                times = f"  {row['times_stock']} times as many" if "times_stock" in row else ""
                self.stdout.write(
                    f"{'  the same in stock Wagtail':<34} {peer['p50_ms']:>8} {peer['p95_ms']:>8} "
                    f"{peer['requests_per_second']:>8} {'':>9} {peer['kilobytes']:>7} "
                    f"{peer['kilobytes_compressed']:>8}  {peer['status']}{times}"
                )

    def _measure(self, name: str, number: int | None, *, as_json: bool) -> None:
        benchmark = benchmarks()[name]
        debug, settings.DEBUG = settings.DEBUG, False  # with it, statements are written down and no plan is kept
        try:
            results = benchmark.measure(number or benchmark.usual, lambda text: self.stderr.write(text))
        finally:
            settings.DEBUG = debug
        if as_json:
            self.stdout.write(json.dumps({"what": name, "results": results}, ensure_ascii=False))
            return
        for row in results:
            for key, value in row.items():
                self.stdout.write(f"{key.replace('_', ' '):<24} {value}")
