"""Blocks of guides: each claim carries its scope, source, age and confidence."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.blocks.groups import EVIDENCE, HELP, WRITING
from portal.blocks.key import KeyBlock

CONFIDENCE = [("high", _("well supported")), ("medium", _("partly supported")), ("low", _("professional advice"))]


class SectionBlock(blocks.StructBlock):
    """Opens a section; the statements after it belong to it."""

    key = KeyBlock(label=_("Key"), max_length=40)
    title = blocks.CharBlock(label=_("Title"))

    class Meta:
        icon = "title"
        label = _("Section")
        template = "blocks/guide_section.html"
        description = _("Opens a section of the guide.")
        group = WRITING
        preview_value = {"key": "naming", "title": "Vārdi un uzvārdi"}


class StatementBlock(blocks.StructBlock):
    """One claim: for whom it holds, how it varies, where it comes from and how sure we are."""

    key = KeyBlock(label=_("Key"), max_length=60)
    text = blocks.TextBlock(label=_("Statement"))
    scope = blocks.TextBlock(label=_("For whom and where it holds"))
    variation = blocks.TextBlock(label=_("How it varies"), required=False)
    source = KeyBlock(label=_("Key of the source"))
    source_date = KeyBlock(label=_("Date of the source"), required=False)
    confidence = blocks.ChoiceBlock(label=_("How sure we are"), choices=CONFIDENCE, default="medium")
    review_by = blocks.DateBlock(label=_("Review by"), required=False)
    ask = blocks.TextBlock(label=_("What to ask instead of assuming"), required=False)
    kept_because = KeyBlock(
        label=_("Why the sentence stays as it is"),
        required=False,
        help_text=_("Only where the writing check is wrong: the reason lets the sentence pass."),
    )

    class Meta:
        icon = "openquote"
        label = _("Statement")
        template = "blocks/statement.html"
        description = _("One claim with its scope, source, age and confidence.")
        group = EVIDENCE
        preview_value = {
            "key": "name-parts",
            "text": "Pilnajā vārdā var būt personvārds, tēva vārds un dzimtas vārds.",
            "scope": "Daļa ģimeņu, kurās runā arābu valodā.",
            "source": "N3",
            "confidence": "medium",
        }


class NamePartBlock(blocks.StructBlock):
    """A part of a written name with what it is."""

    text = blocks.CharBlock(label=_("As written"))
    latin = blocks.CharBlock(label=_("In Latin letters"), required=False)
    label = blocks.CharBlock(label=_("What it is"))

    class Meta:
        icon = "user"
        label = _("Part of a name")
        template = "blocks/name_part.html"
        description = _("A part of a written name with what it is.")
        group = HELP
        preview_value = {"text": "أحمد", "latin": "Ahmad", "label": "tēva vārds"}


class NameBlock(blocks.StructBlock):
    """An invented name taken apart, in its own script."""

    key = KeyBlock(label=_("Key"), max_length=40)
    script = KeyBlock(label=_("Script"), max_length=10)
    full = KeyBlock(label=_("Whole name"))
    latin = blocks.CharBlock(label=_("In Latin letters"), required=False)
    parts = blocks.ListBlock(NamePartBlock(), label=_("Parts"))
    note = blocks.TextBlock(label=_("Note"), required=False)
    source = KeyBlock(label=_("Key of the source"), required=False)

    class Meta:
        icon = "user"
        label = _("Example of a name")
        template = "blocks/name.html"
        description = _("An invented name taken apart, in its own script.")
        group = HELP
        preview_value = {
            "key": "example",
            "script": "arab",
            "full": "ليلى أحمد الخطيب",
            "latin": "Layla Ahmad al-Khatib",
            "parts": [{"text": "ليلى", "latin": "Layla", "label": "personvārds"}],
        }


class GistBlock(blocks.StructBlock):
    """A point of the ten-minute version; leads to the statement behind it."""

    key = KeyBlock(label=_("Key"), max_length=60)
    statement = KeyBlock(label=_("Key of the statement"), required=False)
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "clipboard-list"
        label = _("Point of the short version")
        template = "blocks/gist.html"
        description = _("A point of the ten-minute version.")
        group = WRITING
        preview_value = {"key": "ask-the-name", "title": "Vispirms pajautājiet vārdu", "text": "Kura daļa ir kura?"}


class MirrorBlock(blocks.StructBlock):
    """One topic seen from both sides, with a phrase that either side can use."""

    key = KeyBlock(label=_("Key"), max_length=60)
    topic = blocks.CharBlock(label=_("Topic"))
    newcomer = blocks.TextBlock(label=_("How a newcomer may read it"))
    office = blocks.TextBlock(label=_("How the office may read it"))
    phrase = blocks.TextBlock(label=_("A phrase either side can use"))

    class Meta:
        icon = "resubmit"
        label = _("Mirror")
        template = "blocks/mirror.html"
        description = _("One topic seen from both sides.")
        group = HELP
        preview_value = {
            "key": "appointments",
            "topic": "Norunātais laiks",
            "newcomer": "Pulkstenis viņiem svarīgāks par mani.",
            "office": "Klients nenāk laikā.",
            "phrase": "„Ja kavējaties, atsūtiet īsu ziņu.”",
        }


class ChangeBlock(blocks.StructBlock):
    """A passage that holds since a law: the date, the law and what to check."""

    key = KeyBlock(label=_("Key"), max_length=60)
    law = blocks.CharBlock(label=_("Law"))
    applies_since = KeyBlock(label=_("Applies since"), required=False)
    applies_until = KeyBlock(label=_("Applies until"), required=False)
    applies_note = blocks.TextBlock(label=_("Note on the date"), required=False)
    text = blocks.TextBlock(label=_("What it says"))
    section = KeyBlock(label=_("Key of the section"), required=False)
    source = KeyBlock(label=_("Key of the source"))
    source_date = KeyBlock(label=_("Date of the source"), required=False)
    check = blocks.TextBlock(label=_("What to check"), required=False)

    class Meta:
        icon = "calendar-check"
        label = _("Applies since a law")
        template = "blocks/change.html"
        description = _("A passage that holds since a law, with its date.")
        group = EVIDENCE
        preview_value = {"key": "pact", "law": "ES Migrācijas un patvēruma pakts", "text": "…", "source": "L1"}


GUIDE_BLOCKS: list[tuple[str, Any]] = [
    ("section", SectionBlock()),
    ("statement", StatementBlock()),
    ("name", NameBlock()),
]
