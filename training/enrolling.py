"""Many enrolments at once from a table: read without Django, so that a dry run is the same as the real one."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

COLUMNS = ("email", "curriculum", "starts", "reason")
MOST_ROWS = 2000


class TableRefused(ValueError):
    """`code`: encoding, columns, empty or many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table; `problem` is a code when it cannot be read: email, starts."""

    line: int
    email: str
    curriculum: str
    starts: date | None = None
    reason: str = ""
    problem: str = ""


def rows(data: bytes) -> list[Row]:
    """The rows of a CSV with the columns email, curriculum and, if wanted, starts and reason."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableRefused("encoding") from error
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = {(name or "").strip().casefold() for name in reader.fieldnames or []}
    if not {"email", "curriculum"} <= names or names - set(COLUMNS):
        raise TableRefused("columns")
    try:
        found = list(_read(reader))
    except csv.Error as error:
        raise TableRefused("columns") from error
    if not found:
        raise TableRefused("empty")
    if len(found) > MOST_ROWS:
        raise TableRefused("many")
    return found


def _read(reader: "csv.DictReader[str]") -> Iterator[Row]:
    for raw in reader:
        row = {str(name).strip().casefold(): str(value or "").strip() for name, value in raw.items() if name}
        if not any(row.values()):
            continue
        problem, starts = "", None
        if row.get("starts"):
            try:
                starts = date.fromisoformat(row["starts"])
            except ValueError:
                problem = "starts"
        if "@" not in row["email"]:
            problem = "email"
        yield Row(
            line=reader.line_num, email=row["email"], curriculum=row["curriculum"], starts=starts,
            reason=row.get("reason", "")[:300], problem=problem,
        )  # fmt: skip
