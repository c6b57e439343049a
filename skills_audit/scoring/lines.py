"""Scoring a file of audits, one JSON object a line, as a stream.

Nothing is stored and nothing but the result is passed on. Error messages hold the place of a fault, never a value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO, NoReturn

from skills_audit.scoring.fields import InvalidAudit
from skills_audit.scoring.parsing import parse_audit
from skills_audit.scoring.result import Json, score
from skills_audit.scoring.table import ScoringTable
from skills_audit.scoring.table_file import current_table

BYTE_ORDER_MARK = "\ufeff"
LONGEST_LINE = 1_000_000
"""Bytes; an audit has some thousands. A longer line is refused without being held in memory."""


def score_lines(lines: Iterable[str | bytes], table: ScoringTable | None = None) -> Iterator[Json]:
    """One result for each line, in order; `{"line": n, "error": …}` for a line that cannot be scored, n from 1.

    Empty lines at the end of the file are no lines; an empty line between others is an error like any other, so that
    results and lines stay side by side.
    """
    table = table or current_table()
    empty: list[int] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            empty.append(number)
            continue
        yield from ({"line": blank, "error": "the line is empty"} for blank in empty)
        empty.clear()
        yield _score_line(number, line, table)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, of one that is too long only so much as shows it."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n") and (rest := file.readline(LONGEST_LINE)):
            if rest.endswith(b"\n"):
                break


def failed(result: Json) -> bool:
    """Whether a result is the error of its line."""
    return "error" in result


def _score_line(number: int, line: str | bytes, table: ScoringTable) -> Json:
    try:
        return score(parse_audit(_decoded(line, first=number == 1), table), table).as_json()
    except InvalidAudit as problem:
        return {"line": number, "error": str(problem)}


def _decoded(line: str | bytes, *, first: bool) -> object:
    if len(line) > LONGEST_LINE:
        raise InvalidAudit("", f"the line is longer than {LONGEST_LINE} bytes")
    try:
        text = line.decode() if isinstance(line, bytes) else line
        if first:
            text = text.removeprefix(BYTE_ORDER_MARK)
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refused_constant,
            object_pairs_hook=_object,
        )
    except InvalidAudit:
        raise
    except UnicodeDecodeError:
        raise InvalidAudit("", "the line is not UTF-8") from None
    except json.JSONDecodeError as problem:
        raise InvalidAudit("", f"the line is not JSON: {problem.msg} at character {problem.colno}") from None
    except RecursionError:
        raise InvalidAudit("", "the line is nested too deep") from None
    except (ValueError, ArithmeticError):
        raise InvalidAudit("", "the line holds a number that is too long") from None


def _refused_constant(name: str) -> NoReturn:
    raise InvalidAudit("", f"{name} is not a number")


def _object(pairs: list[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidAudit("", "an object holds the same key twice")
    return found
