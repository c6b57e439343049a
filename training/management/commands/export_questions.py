"""`manage.py export_questions FILE --format gift|qti3|csv [--bank KEY] [--json]`."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from training.querysets import records
from training.transfer import gift, qti3, table

WRITERS = {"gift": gift.write, "qti3": qti3.write, "csv": table.write}


class Command(BaseCommand):
    """The newest version of each question in use; `import_questions` takes the file back as it was."""

    help = "Write the bank of questions to a GIFT, QTI 3 or CSV file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=sorted(WRITERS))
        parser.add_argument("--bank", default="", help="only this bank")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(records(options["bank"]))
        if not found:
            raise CommandError("There is no question to write.")
        data = WRITERS[options["format"]](found)
        try:
            options["file"].write_bytes(data)
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error.strerror or error}.") from error
        kinds = dict(sorted(Counter(one.kind for one in found).items()))
        if options["json"]:
            self.stdout.write(json.dumps({"exported": len(found), "by_type": kinds}))
        else:
            self.stdout.write(f"{len(found)} questions written: {json.dumps(kinds)}")
