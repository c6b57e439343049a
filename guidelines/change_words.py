"""What has changed in a guide, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from guidelines.differing import ADDED, CHANGED, REMOVED

# Sections that have no heading of their own in the text.
PARTS = {
    "ten": gettext_lazy("In ten minutes"),
    "mirror": gettext_lazy("Mirror"),
    "changes": gettext_lazy("Since when it applies"),
}
KINDS = {
    CHANGED: pgettext_lazy("statement", "changed"),
    ADDED: pgettext_lazy("statement", "added"),
    REMOVED: pgettext_lazy("statement", "taken out"),
}
# What a text is called where it does not stand for the whole.
FIELDS = {
    "ask": gettext_lazy("What to ask instead of assuming"),
    "scope": gettext_lazy("Concerns"),
    "variation": gettext_lazy("Varies"),
    "newcomer": gettext_lazy("How a newcomer may read the office’s habit"),
    "office": gettext_lazy("How the office may read the newcomer"),
    "phrase": gettext_lazy("A neutral phrase for either"),
    "latin": gettext_lazy("In Latin letters"),
    "note": gettext_lazy("Note"),
    "applies_since": gettext_lazy("Applies since"),
    "applies_until": gettext_lazy("Applies until"),
    "applies_note": gettext_lazy("Note on the date"),
    "check": gettext_lazy("What to check"),
}


def part_title(part: Mapping[str, Any]) -> str:
    """The heading under which it stands on the page."""
    return str(part["title"] or PARTS.get(part["part"], _("Beginning")))


def counted(part: Mapping[str, int]) -> str:
    """2 changed, 1 taken out."""
    said = {
        CHANGED: ngettext("{n} changed", "{n} changed", part[CHANGED]),
        ADDED: ngettext("{n} added", "{n} added", part[ADDED]),
        REMOVED: ngettext("{n} taken out", "{n} taken out", part[REMOVED]),
    }
    return ", ".join(words.format(n=part[kind]) for kind, words in said.items() if part[kind])
