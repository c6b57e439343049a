"""A package made elsewhere, shown inside a lesson."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.blocks.groups import LEARNING


class PackageBlock(blocks.StructBlock):
    """What somebody else made, in a frame of its own, and the same in text for whoever cannot use it."""

    package = SnippetChooserBlock(
        "training.Package",
        label=_("Package"),
        help_text=_(
            "What a learner does in it is not taken over: neither points nor whether it was finished. "
            "Add a knowledge check after it if that matters."
        ),
    )
    title = blocks.CharBlock(label=_("Title"), required=False, help_text=_("Empty: the package’s own."))
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=480, default=10)
    text = blocks.RichTextBlock(
        label=_("The same in text"),
        help_text=_("For whoever cannot see, hear or work with the package: what it says and asks."),
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Package")
        template = "blocks/training/package.html"
        description = _("A SCORM, cmi5 or H5P package, with the same in text.")
        group = LEARNING
        preview_value = {"title": "Saruna ar tulku", "minutes": 10, "text": "<p>Trīs sarunas ar tulku.</p>"}
