"""A source with its own date: what a statement rests on, and when we last looked."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import EVIDENCE
from .key import KeyBlock

TEMPLATE = "blocks/source.html"


@lru_cache(maxsize=4000)
def _written(language: str, words: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(render_to_string(TEMPLATE, {"value": dict(words)}))


class SourceBlock(blocks.StructBlock):
    """`key` is what statements refer to; `dated` is the date the source itself carries, or "undated"."""

    key = KeyBlock(label=_("Key"), max_length=40)
    title = KeyBlock(label=_("Title"))
    publisher = KeyBlock(label=_("Publisher"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)
    dated = KeyBlock(label=_("Date of the source"), default="undated")
    checked = blocks.DateBlock(label=_("Date of the notes"), required=False)
    verified = blocks.BooleanBlock(
        label=_("Stands in the research notes"),
        required=False,
        default=False,
        help_text=_("Somebody noted it with this address. Nobody has to have read the source again."),
    )
    read_on = blocks.DateBlock(
        label=_("Source itself read on"),
        required=False,
        help_text=_("Only when you opened the source and it says so."),
    )
    note = blocks.CharBlock(label=_("Note"), required=False)

    def render(self, value: Any, context: Any = None) -> SafeString:
        """A source looks the same to every reader of a language: it is written out once and remembered by its words.

        Its template sees nothing but these words, so what is remembered can neither be somebody's nor out of date.
        """
        if settings.DEBUG:  # a template that is just being changed
            made: SafeString = super().render(value, context)
            return made
        return _written(get_language() or "", tuple(value.items()))

    class Meta:
        icon = "link"
        label = _("Source")
        template = TEMPLATE
        description = _("What a statement rests on, with its date.")
        group = EVIDENCE
        preview_value = {
            "key": "L3",
            "title": "Informācija patvēruma meklētājiem",
            "publisher": "PMLP",
            "dated": "undated",
            "verified": False,
        }
