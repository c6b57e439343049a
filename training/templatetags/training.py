"""`{{ certificate.titles|said }}`: words of a row in the reader's language."""

from typing import Any

from django import template

from training import texts

register = template.Library()


@register.filter
def said(words: dict[str, Any]) -> Any:
    """The part in the reader's language, else in the main one."""
    return texts.said(words)
