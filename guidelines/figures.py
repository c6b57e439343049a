"""A country's policy in figures: a chart per edition of MIPEX, never two editions in one.

Countries and editions are those of `models.country`.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _


def charts(country: Any, home: Any, editions: Iterable[Any], language: str) -> list[dict[str, Any]]:
    """A chart per edition that has a figure for this country; Latvia and the edition's mean stand beside it."""
    found = []
    for edition in editions:
        own, latvian = score(country, edition.code), score(home, edition.code) if home else None
        if own is None:
            continue
        rows = [{"label": country.name_in(language), "value": own}]
        if edition.mean_score:
            rows.append({"label": edition.mean_labels.get(language, ""), "value": edition.mean_score, "quiet": True})
        if home and latvian is not None and home.code != country.code:
            rows.append({"label": home.name_in(language), "value": latvian})
        found.append({"edition": edition, "caption": caption(edition, language), "rows": rows})
    return found


def caption(edition: Any, language: str) -> str:
    """What a chart shows, with the edition and the years of the policies."""
    said = _("Integration policy overall: {edition}, policies of {years}, 0 – 100").format(
        edition=edition.labels.get(language, edition.code), years=edition.policies_of
    )
    return said.replace("0 – 100", "0\u00a0–\u00a0100")


def score(country: Any, edition: str) -> int | None:
    """The overall score of a country in an edition, if one is at hand."""
    return next((row["overall"] for row in country.mipex if row["edition"] == edition), None)
