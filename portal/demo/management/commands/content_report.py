"""`manage.py content_report [--json]`: what is published, counted."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.seams.demo import contents

SHAPE: dict[str, Any] = {
    "modules": {},
    "questions": {"total": 0, "by_type": {}},
    "culture_guides": {},
    "practices": {},
    "concepts": {},
    "instrument": {},
}


class Command(BaseCommand):
    """Asks every app for its part; the parts together always have the same keys."""

    help = "Count published content by kind and language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        report = dict(SHAPE)
        for content in contents():
            if content.report:
                report |= content.report()
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for name, part in report.items():
            self.stdout.write(f"{name}: {json.dumps(part, ensure_ascii=False)}")
