"""A rule of law or procedure is dated data: the statement, the day it is known to hold, and its source."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import EVIDENCE
from .key import KeyBlock


class RuleBlock(blocks.StructBlock):
    """`state_at` says how far the rule is known to hold; `check` what must be checked before it is used."""

    key = KeyBlock(label=_("Key"), required=False)
    statement = blocks.TextBlock(label=_("Rule"))
    state_at = KeyBlock(label=_("State at"))
    source = KeyBlock(label=_("Key of the source"), required=False)
    check = blocks.CharBlock(label=_("What to check"), required=False)

    class Meta:
        icon = "calendar-check"
        label = _("Dated rule")
        template = "blocks/rule.html"
        description = _("A rule with the date it is known to hold and its source.")
        group = EVIDENCE
        preview_value = {
            "statement": "Lēmumu pieņem trīs mēnešu laikā pēc intervijas.",
            "state_at": "01.2026.",
            "source": "L6",
            "check": "Salīdziniet ar likumu, kas ir spēkā.",
        }
