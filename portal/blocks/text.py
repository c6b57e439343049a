"""Blocks for running text, used on every kind of page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import HELP, WRITING
from .key import KeyBlock
from .picture import PictureBlock
from .recording import RecordingBlock
from .rule import RuleBlock


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        description = _("Paragraphs, lists and links.")
        group = WRITING
        preview_value = "<p>Pirmā tikšanās ir laiks iepazīties, nevis jautāt visu uzreiz.</p>"


class HeadingBlock(blocks.CharBlock):
    """A heading inside the page; the title is above it."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("A heading that opens a part of the page.")
        group = WRITING
        preview_value = "Kas notiek pēc lēmuma"


class CalloutBlock(blocks.StructBlock):
    """Something not to be missed; the tone is said in colour, sign and word."""

    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("information", _("Information")), ("attention", _("Attention")), ("success", _("Done well"))],
        default="information",
    )
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "blocks/callout.html"
        description = _("Something not to be missed.")
        group = WRITING
        preview_value = {"tone": "attention", "title": "Pārbaudiet datumu", "text": "<p>Noteikumi mainās.</p>"}


class StepBlock(blocks.StructBlock):
    """One step with its title."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        template = "blocks/step.html"
        description = _("One step of a way.")
        group = WRITING
        preview_value = {"title": "Iesniegums", "text": "<p>Valsts robežsardze pieņem iesniegumu.</p>"}


class StepsBlock(blocks.StructBlock):
    """A way in steps, drawn as a rail."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"
        description = _("A way in steps, one under the other.")
        group = WRITING
        preview_value = {"title": "Ceļš", "items": [{"title": "Iesniegums", "text": "<p>Robežsardzē.</p>"}]}


class TableBlock(blocks.StructBlock):
    """A table with a caption and a head row; on a phone its rows become cards."""

    caption = blocks.CharBlock(label=_("Caption"))
    head = blocks.ListBlock(blocks.CharBlock(label=_("Column")), label=_("Columns"))
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(required=False)), label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("A table with a caption; becomes cards on a phone.")
        group = WRITING
        preview_value = {"caption": "Statusi", "head": ["", "Bēglis"], "rows": [["Uzturēšanās", "pastāvīga"]]}


class ChecklistBlock(blocks.StructBlock):
    """Things to see to, one a line."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(), label=_("Lines"))

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        template = "blocks/checklist.html"
        description = _("Things to see to, one a line.")
        group = HELP
        preview_value = {"title": "Pirms tikšanās", "items": ["Tulks ir uzrunāts", "Telpa ir brīva"]}


class AskBlock(blocks.StructBlock):
    """„Ask, do not assume”: a common guess beside the question that replaces it."""

    assume = blocks.CharBlock(label=_("Instead of assuming"))
    ask = blocks.CharBlock(label=_("Ask"))

    class Meta:
        icon = "help"
        label = _("Ask, do not assume")
        template = "blocks/ask.html"
        description = _("A common guess, and the question that replaces it.")
        group = HELP
        preview_value = {"assume": "Uzvārds ir pēdējais vārds", "ask": "Kā Jūs rakstāt savu vārdu?"}


class TermBlock(blocks.StructBlock):
    """A term of the glossary with its meaning; `concept` is the term base's key."""

    concept = KeyBlock(label=_("Key in the term base"), required=False)
    term = blocks.CharBlock(label=_("Term"))
    definition = blocks.TextBlock(label=_("Meaning"))

    class Meta:
        icon = "openquote"
        label = _("Term")
        template = "blocks/term.html"
        description = _("A term of the glossary with its meaning.")
        group = WRITING
        preview_value = {"term": "alternatīvais statuss", "definition": "Aizsardzība, ja draud nopietns kaitējums."}


class ContactBlock(blocks.StructBlock):
    """Whom to ask, and when the number was last checked."""

    name = blocks.CharBlock(label=_("Name"))
    purpose = blocks.CharBlock(label=_("What for"), required=False)
    phone = KeyBlock(label=_("Telephone"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)
    checked = blocks.DateBlock(label=_("Last checked"), required=False)

    class Meta:
        icon = "mail"
        label = _("Contact")
        template = "blocks/contact.html"
        description = _("Whom to ask, with the day it was last checked.")
        group = HELP
        preview_value = {"name": "PMLP", "purpose": "Patvēruma lietas", "phone": "+371 67209400"}


TEXT_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("picture", PictureBlock()),
    ("recording", RecordingBlock()),
    ("callout", CalloutBlock()),
    ("steps", StepsBlock()),
    ("table", TableBlock()),
    ("checklist", ChecklistBlock()),
    ("rule", RuleBlock()),
    ("ask", AskBlock()),
    ("term", TermBlock()),
    ("contact", ContactBlock()),
]
