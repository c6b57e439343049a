"""`manage.py rebuild_index`: make the search index anew while the old one answers."""

import json
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import engines, indexing
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    """Documents in PostgreSQL, and in Elasticsearch where that is in use or asked for."""

    help = "Make the search index anew; the old one answers until the end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", choices=["postgres", "elasticsearch"], help="also fill this one")
        parser.add_argument("--if-behind", action="store_true", help="only where documents are missing or stale")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        engine = engines.scale_out()
        if options["engine"] == "elasticsearch":
            engine = engines.in_elasticsearch()
            if engine is None:
                raise CommandError("Set ELASTICSEARCH_URL to fill Elasticsearch.")
        started = perf_counter()
        if options["if_behind"] and not indexing.is_behind():
            self._done(0, started, as_json=options["json"])
            return
        try:
            number = indexing.rebuild_index(self._say, engine)
        except EngineUnavailable as error:
            raise CommandError(f"Elasticsearch did not take the documents: {error}") from error
        self._done(number, started, as_json=options["json"])

    def _done(self, number: int, started: float, *, as_json: bool) -> None:
        seconds = round(perf_counter() - started, 2)
        if as_json:
            self.stdout.write(json.dumps({"documents": number, "seconds": seconds}))
        else:
            self.stderr.write(f"{number} documents in {seconds} s")

    def _say(self, number: int) -> None:
        self.stderr.write(f"\r{number} documents", ending="")
        self.stderr.flush()
