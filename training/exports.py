"""The grid as a file: a row per person and requirement, numbers as numbers, days in ISO form, no cell that computes."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from training.team import Grid

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def head() -> list[str]:
    return [
        _("Person"), _("Organisation"), _("Role"), _("Curriculum"), _("Requirement"), _("State"), _("Since"),
        _("Due"), _("Done on"), _("Valid until"), _("Days late"), _("Lessons done"), _("Lessons"),
    ]  # fmt: skip


def lines(grid: Grid) -> Iterator[list[Any]]:
    """The same cells as on the screen, one after the other."""
    for row in grid.rows:
        for cell, column in zip(row.cells, grid.columns, strict=True):
            requirement, words = cell.requirement, cell.words
            if requirement is None or words is None:
                continue
            entry, standing = requirement.fulfilment, requirement.standing
            yield [
                str(row.person),
                row.person.organisation.name if row.person.organisation else "",
                row.roles,
                requirement.item.curriculum.title,
                column.title,
                words.short,
                requirement.since,
                None if entry else standing.due,
                entry.on if entry else None,
                entry.until if entry else None,
                standing.days if standing.urgent else 0,
                requirement.done,
                requirement.total,
            ]


def as_csv(grid: Grid) -> bytes:
    """UTF-8 with a mark, so that a spreadsheet reads Latvian letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(cell) for cell in head()])
    for line in lines(grid):
        writer.writerow([safe(cell.isoformat() if isinstance(cell, date) else cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(grid: Grid) -> bytes:
    """One sheet with a head that stays, filters, and real dates."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Training")[:31]
    sheet.append([safe(cell) for cell in head()])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in lines(grid):
        sheet.append([safe(cell) for cell in line])
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = "YYYY-MM-DD"
    for letter, width in zip("ABCDEFGHIJKLM", (26, 30, 26, 28, 40, 20, 12, 12, 12, 12, 10, 10, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
