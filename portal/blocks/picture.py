"""A picture in running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from .groups import WRITING


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows in words, for whoever does not see it, unless it is decoration."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    credit = blocks.CharBlock(
        label=_("Whose it is"), required=False, help_text=_("Author, year and licence, unless it is our own.")
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("A picture with its description and caption.")
        group = WRITING
        preview_value = {"picture": None, "caption": "Trīs cilvēki sēž trijstūrī.", "credit": ""}
