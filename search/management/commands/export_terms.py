"""`manage.py export_terms --format skos|csv`: the term base as a file others can read."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from search.languages import READING
from search.models import Concept
from search.terms import exchange


class Command(BaseCommand):
    """Writes concepts with all terms on standard output or into a file; in again it changes nothing (CSV)."""

    help = "Write the term base as SKOS or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["skos", "csv"], required=True)
        parser.add_argument("--scheme", help="only this scheme")
        parser.add_argument("--file", type=Path, help="write here, not on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        concepts = Concept.objects.whole().order_by("key")
        if options["scheme"]:
            concepts = concepts.filter(scheme=options["scheme"])
        drafts = [draft(concept) for concept in concepts]
        base = f"{getattr(settings, 'WAGTAILADMIN_BASE_URL', '').rstrip('/')}/concepts/"
        text = exchange.to_csv(drafts) if options["format"] == "csv" else exchange.to_skos(drafts, base)
        if options["file"]:
            options["file"].write_text(text, encoding="utf-8")
            self.stderr.write(f"{len(drafts)} concepts")
        else:
            self.stdout.write(text, ending="")


def draft(concept: Concept) -> exchange.Draft:
    """A stored concept as a file has it."""
    return exchange.Draft(
        key=concept.key,
        scheme=concept.scheme,
        definitions={code: said for code in READING if (said := concept.definition(code))},
        terms=[exchange.DraftTerm(t.language, t.kind, t.text, t.weight) for t in concept.terms.all()],
        broader=sorted(other.key for other in concept.broader.all()),
        related=sorted(other.key for other in concept.related.all()),
    )
