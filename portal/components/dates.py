"""The date a source carries, as a reader sees it: sources write it in many ways, and some carry none."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def shown(text: str) -> str:
    """`2019-07-30` and `2026-11` in the reader's order; "undated" and "about" in the reader's language."""
    text = str(text or "")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
    if re.fullmatch(r"\d{4}-\d{2}", text):
        year, month = text.split("-")
        return _("{month}/{year}").format(month=month, year=year)
    if text.startswith("undated"):
        return _("undated") + text.removeprefix("undated").replace(", old", "")
    if text.startswith("about "):
        return _("about {year}").format(year=text.removeprefix("about "))
    return text
