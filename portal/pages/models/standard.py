"""A page of running text: accessibility statement, privacy, help, research and model notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.blocks.field import BlockField
from portal.blocks.text import TEXT_BLOCKS

from .base import BasePage


class StandardPage(BasePage):
    """Title, a lead of one or two sentences, and blocks."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    body = BlockField(TEXT_BLOCKS, verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    template = "pages/standard_page.html"

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")
