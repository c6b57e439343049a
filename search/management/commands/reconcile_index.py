"""`manage.py reconcile_index`: bring the scale-out engine back in step after an outage."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search import engines, indexing, outbox
from search.engines.base import EngineUnavailable
from search.models import OutboxEntry


class Command(BaseCommand):
    """Works off the outbox, then compares Elasticsearch with PostgreSQL and mends what differs."""

    help = "Carry out what waits, then make Elasticsearch hold what PostgreSQL holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        OutboxEntry.objects.update(not_before=timezone.now())
        told: dict[str, int] = {"carried_out": outbox.carry_out.call(), "waiting": OutboxEntry.objects.count()}
        engine = engines.scale_out()
        if engine is not None:
            try:
                told |= asdict(indexing.reconcile(engine))
            except EngineUnavailable as error:
                raise CommandError(f"Elasticsearch did not take part: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            self.stderr.write(", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in told.items()))
