"""Codes that pages carry on: a wrong one would be read out in the wrong language, or sort under no country."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
COUNTRY = re.compile(r"[A-Z]{2}")


def refuse_wrong_codes(*, language: str, country: str = "XX") -> None:
    """Raises `ValidationError` at the field whose code is none; BCP 47 for languages, ISO 3166 for countries."""
    wrong = {}
    if language and not LANGUAGE.fullmatch(language):
        wrong["language"] = _("Write the language’s code, for example lv, ar or pt-BR.")
    if country and not COUNTRY.fullmatch(country):
        wrong["code"] = _("Write the country’s code of two capital letters, for example LV.")
    if wrong:
        raise ValidationError(wrong)
