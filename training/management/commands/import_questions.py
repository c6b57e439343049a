"""`manage.py import_questions FILE --format gift|qti3|csv [--dry-run] [--partial] [--json]`."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from training.actions.importing import import_questions
from training.transfer import gift, qti3, table
from training.transfer.records import FileRefused, Piece, Problem, merged

READERS = {"gift": gift.read, "qti3": qti3.read, "csv": table.read}
LARGEST = 20_000_000


class Command(BaseCommand):
    """All or nothing, unless --partial; prints what was kept and what was not, with the reason."""

    help = "Take questions from a GIFT, QTI 3 or CSV file into the bank."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=sorted(READERS))
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, keep nothing")
        parser.add_argument("--partial", action="store_true", help="keep what fits, leave out the rest")
        parser.add_argument("--language", default="lv", help="of questions that do not say theirs")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = list(READERS[options["format"]](self._data(options["file"])))
        except FileRefused as error:
            raise CommandError(str(error)) from error
        pieces = [one for one in found if isinstance(one, Piece)]
        records, clashes = merged(pieces, options["language"])
        problems = [one for one in found if isinstance(one, Problem)] + clashes
        if not records and not problems:
            raise CommandError("There is no question in the file.")
        self.stderr.write(f"{len(records)} questions in the file.", style_func=str)
        outcome = import_questions(
            records=records, problems=problems, by=None, partial=options["partial"], dry_run=options["dry_run"]
        )
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_dict(), ensure_ascii=False))
        else:
            self._tell(outcome.as_dict(), dry_run=options["dry_run"])
        if outcome.skipped and not options["partial"]:
            raise CommandError(
                f"Nothing was kept: {len(outcome.skipped)} entries cannot be taken. Mend them, or use --partial."
            )

    def _data(self, file: Path) -> bytes:
        try:
            if file.stat().st_size > LARGEST:
                raise CommandError(f"The file is larger than {LARGEST // 1_000_000} MB.")
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror or error}.") from error

    def _tell(self, outcome: dict[str, Any], *, dry_run: bool) -> None:
        verb = "would be kept" if dry_run else "kept"
        self.stdout.write(f"{outcome['imported']} questions {verb}: {json.dumps(outcome['by_type'])}")
        for row in outcome["skipped"]:
            place = f"line {row['line']}" if "line" in row else row["item"]
            self.stdout.write(f"left out, {place}: {row['reason']}")
