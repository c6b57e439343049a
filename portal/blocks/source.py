"""A source with its own date: what a statement rests on, and when we last looked."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import EVIDENCE
from .key import KeyBlock


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

    class Meta:
        icon = "link"
        label = _("Source")
        template = "blocks/source.html"
        description = _("What a statement rests on, with its date.")
        group = EVIDENCE
        preview_value = {
            "key": "L3",
            "title": "Informācija patvēruma meklētājiem",
            "publisher": "PMLP",
            "dated": "undated",
            "verified": False,
        }
