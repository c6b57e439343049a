"""`manage.py evaluate_search COLLECTION`: how good the search is on a judged collection."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.evaluation.collections import BrokenCollection, read
from search.evaluation.metrics import KEYS
from search.evaluation.running import NoEngine, evaluate
from search.semantic.embedding import SHIPPED, Embedder, NotInstalled, made


class Command(BaseCommand):
    """Loads the collection into a scratch index, asks its queries, prints the metrics and drops the index."""

    help = "Evaluate the search on a folder with documents.jsonl and queries.jsonl."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("collection", type=Path)
        parser.add_argument("--engine", choices=["postgres", "elasticsearch"], default="postgres")
        parser.add_argument("--semantic", action="store_true", help="with embeddings (needs the optional extra)")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the metrics as JSON")
        parser.add_argument("--top", type=Path, metavar="FILE", help="write each query's first ten ids")

    def handle(self, *args: Any, **options: Any) -> None:
        embedder = _embedder() if options["semantic"] else None
        try:
            evaluated = evaluate(read(options["collection"]), options["engine"], self.stderr.write, embedder)
        except (BrokenCollection, NoEngine) as error:
            raise CommandError(str(error)) from error
        for line in table(evaluated.report):
            self.stdout.write(line)
        if options["json"]:
            options["json"].write_text(json.dumps(evaluated.report, indent=1) + "\n", encoding="utf-8")
        if options["top"]:
            lines = [json.dumps({"query": query, "top": top}) for query, top in evaluated.top.items()]
            options["top"].write_text("\n".join(lines) + "\n", encoding="utf-8")


def _embedder() -> Embedder:
    """The one the settings name, else the shipped one: measuring does not need it to be switched on."""
    try:
        return made(settings.SEARCH_SEMANTIC or SHIPPED)
    except NotInstalled as error:
        raise CommandError("The semantic extra is not installed; everything else works without it.") from error


def table(report: dict[str, Any]) -> list[str]:
    """The report as lines: per query language pooled, mean, and each target language."""
    lines = [f"{'':14}" + "".join(f"{key:>16}" for key in KEYS)]
    for language, result in report["queries"].items():
        lines.append(
            f"{language} ({result['n']} queries, p50 {result['p50_ms']} ms, p95 {result['p95_ms']} ms, "
            f"{result['zero_results']} without a result)"
        )
        rows = {"pooled": result["pooled"], "mean": result["mean"], **result["per_target"]}
        lines += [f"  {name:12}" + "".join(f"{values[key]:16.3f}" for key in KEYS) for name, values in rows.items()]
    return lines
