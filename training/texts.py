"""Words of rows that are no pages: `{language: {field: words}}`, so that a new language needs no new column."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language


def said(texts: dict[str, Any], language: str | None = None) -> Any:
    """The part in that language (the reader's by default), else in the main one, else in any; `{}` when empty."""
    for code in (language or get_language() or "", settings.LANGUAGE_CODE, *texts):
        if code in texts:
            return texts[code]
    return {}
