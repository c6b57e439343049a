"""`manage.py score_audit FILE.jsonl`: score one audit a line; nothing is stored."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from skills_audit.scoring.lines import failed, lines_of, score_lines
from skills_audit.scoring.table_check import TableProblem
from skills_audit.scoring.table_file import load_table, shipped_versions

EVERY = 10_000


class Command(BaseCommand):
    help = "Scores one audit a line of a JSONL file and prints one JSON object a line. Nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the JSONL file, or - for standard input")
        parser.add_argument("--table", help=f"scoring version; shipped: {', '.join(shipped_versions())}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 when any line could not be scored; the others are scored all the same."""
        try:
            table = load_table(options["table"]) if options["table"] else None
        except TableProblem as problem:
            raise CommandError(str(problem)) from problem
        scored = errors = 0
        with _opened(options["file"]) as lines:
            for result in score_lines(lines_of(lines), table):
                self.stdout.write(json.dumps(result, allow_nan=False))
                scored += 1
                errors += failed(result)
                if scored % EVERY == 0:
                    self.stderr.write(f"{scored} lines")
        if errors:
            self.stderr.write(f"{scored} lines, {errors} of them could not be scored")
            sys.exit(1)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(name).open("rb"))
        except OSError as problem:
            raise CommandError(f"{name} cannot be read: {problem.strerror}") from problem
        yield file
