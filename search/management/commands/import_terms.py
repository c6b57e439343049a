"""`manage.py import_terms FILE --format skos|csv`: concepts and their terms into the term base."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.languages import CODES
from search.terms import actions as term_actions
from search.terms import exchange


class Command(BaseCommand):
    """Concepts of the same scheme are replaced; those of another scheme with the same key are left as they are."""

    help = "Load concepts and terms. --dry-run only says what would be loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["skos", "csv"], required=True)
        parser.add_argument("--scheme", default="", help="for concepts that name none; usually the file's name")
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            read = exchange.from_skos if options["format"] == "skos" else exchange.from_csv
            drafts = read(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, exchange.UnreadableTerms) as error:
            raise CommandError(str(error)) from error
        scheme = exchange.key_of(options["scheme"] or path.stem)[: exchange.LONGEST_SCHEME] or "imported"
        taken, skipped = term_actions.import_concepts(drafts=drafts, scheme=scheme, dry_run=options["dry_run"])
        told = {
            "imported": len(taken),
            "terms": {
                code: n
                for code in CODES
                if (n := sum(term.language == code for draft in taken for term in draft.terms))
            },
            "skipped": [{"item": item, "reason": reason} for item, reason in skipped],
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        verb = "would be imported" if options["dry_run"] else "imported"
        self.stderr.write(f"{told['imported']} concepts {verb}, {len(skipped)} skipped")
        for item, reason in skipped:
            self.stderr.write(f"  {item}: {reason}")
