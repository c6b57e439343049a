"""What readers are told instead of codes: languages, countries, kinds, values of facets."""

import gettext
from functools import lru_cache
from time import monotonic

import pycountry
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.components.languages import language_name
from portal.seams import findable

LABELS_KEPT_SECONDS = 60
_kept: dict[str, tuple[float, dict[str, dict[str, str]]]] = {}
HEADINGS = {
    "language": lambda: _("Language of the text"),
    "kind": lambda: _("Kind"),
    "country": lambda: _("Country"),
    "area": lambda: _("Area"),
    "theme": lambda: _("Theme"),
    "strand": lambda: _("MIPEX strand"),
    "target_group": lambda: _("Target group"),
    "evidence": lambda: _("Evidence"),
    "year": lambda: _("Year"),
}


def heading(facet: str) -> str:
    """The heading of a facet."""
    return str(HEADINGS[facet]())


def value(facet: str, code: str) -> str:
    """A value of a facet in the reader's language: as the app that has it says, else from the world's own lists."""
    if facet == "language":
        return language_name(code)
    if facet == "kind":
        return kind(code)
    said = _said(get_language() or settings.LANGUAGE_CODE).get(facet, {}).get(code)
    if said:
        return said
    return country(code) if facet == "country" else code


def kind(code: str) -> str:
    """What a kind of thing is called."""
    return next((str(found.label) for found in findable.kinds() if found.kind == code), code)


def country(code: str) -> str:
    """The name of a country from ISO 3166-1."""
    return _country(code, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=1000)
def _country(code: str, language_code: str) -> str:
    found = pycountry.countries.get(alpha_2=code)
    if found is None:
        return code
    names = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language_code], fallback=True)
    return str(names.gettext(getattr(found, "common_name", found.name)))


def _said(language_code: str) -> dict[str, dict[str, str]]:
    """Labels the apps give, kept for a minute."""
    read, kept = _kept.get(language_code, (0.0, {}))
    if kept and monotonic() - read < LABELS_KEPT_SECONDS:
        return kept
    said = _ask()
    _kept[language_code] = (monotonic(), said)
    return said


def _ask() -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = {}
    for found in findable.kinds():
        for facet, labels in found.facet_labels().items():
            said.setdefault(facet, {}).update({code: str(label) for code, label in labels.items()})
    return said
