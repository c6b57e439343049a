"""The date a source carries, as a reader sees it: sources write it in many ways, and some carry none.

Content keeps dates as the source has them, in English words where they are no plain date ("undated (after 2021)").
Each such way is a sentence of the interface, so that no Latvian page shows an English one.
"""

import re
from datetime import date
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

IN_BRACKETS = re.compile(r"(?P<before>[^()]+) \((?P<inside>[^()]+)\)")
YEAR_OR_YEARS = r"(?P<years>\d{4}(?: – \d{4})?)"
WORDINGS: tuple[tuple[re.Pattern[str], str | Promise], ...] = tuple(
    (re.compile(pattern), wording)
    for pattern, wording in (
        (r"undated", gettext_lazy("undated")),
        (r"undated, old", gettext_lazy("undated, old")),
        (r"Covid period", gettext_lazy("Covid period")),
        (rf"about {YEAR_OR_YEARS}", gettext_lazy("about {years}")),
        (rf"after {YEAR_OR_YEARS}", gettext_lazy("after {years}")),
        (rf"{YEAR_OR_YEARS} or later", gettext_lazy("{years} or later")),
        (rf"data {YEAR_OR_YEARS}", gettext_lazy("data {years}")),
        (rf"survey {YEAR_OR_YEARS}", gettext_lazy("survey {years}")),
        (rf"census {YEAR_OR_YEARS}", gettext_lazy("census {years}")),
    )
)
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shown(text: object) -> str:
    """The date in the reader's order and words; what is no known way of writing one stays as it is."""
    return _shown(text.isoformat() if isinstance(text, date) else str(text or ""), get_language())


@lru_cache(maxsize=2000)
def _shown(text: str, language: str | None) -> str:
    """Sources have the same dates again and again."""
    if whole := IN_BRACKETS.fullmatch(text):
        return f"{shown(whole['before'])} ({shown(whole['inside'])})"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return str(date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT"))
        except ValueError:
            return text
    if parts := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _("{month}/{year}").format(month=parts[2], year=parts[1])
    if (parts := re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+)", text)) and parts[2] in ENGLISH_MONTHS:
        return _("{day} {month}").format(day=parts[1], month=MONTHS[ENGLISH_MONTHS.index(parts[2]) + 1])
    for pattern, wording in WORDINGS:
        if found := pattern.fullmatch(text):
            return str(wording).format(years=found.groupdict().get("years") or "")
    return text
