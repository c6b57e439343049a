"""Culture guides and shared guidelines: statements with their sources, the mirror, what applies since when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from guidelines.blocks import GUIDE_BLOCKS, ChangeBlock, GistBlock, MirrorBlock
from portal.blocks.field import BlockField
from portal.pages.models import BasePage


class GuidelineIndexPage(BasePage):
    """Where all guidelines of a language hang."""

    subpage_types = ["guidelines.CultureGuidePage", "guidelines.GuidelinePage"]
    max_count_per_parent = 1
    template = "guidelines/guideline_index_page.html"

    class Meta:
        verbose_name = _("list of guidelines")
        verbose_name_plural = _("lists of guidelines")


class WithStatements(BasePage):
    """A page made of sections and statements. `helps_with` names audit items or sections it helps to ask."""

    key = models.SlugField(_("key"), max_length=60, help_text=_("The same in every language."))
    lead = models.TextField(_("lead"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=10)
    body = BlockField(GUIDE_BLOCKS, verbose_name=_("sections and statements"), blank=True)
    helps_with = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("helps with"),
        default=list,
        blank=True,
        help_text=_("Codes of Skills Audit questions or sections, separated by commas."),
    )

    class Meta:
        abstract = True


class GuidelinePage(WithStatements):
    """A guideline on how to work: with an interpreter, on reading and writing, at a first meeting."""

    parent_page_types = ["guidelines.GuidelineIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("key"), FieldPanel("minutes"), FieldPanel("helps_with")], heading=_("Where it belongs")
        ),
    ]
    template = "guidelines/guideline_page.html"

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")


class CultureGuidePage(WithStatements):
    """A guide to a country or community of origin. It describes a country, never the person at the table.

    `origins`: ISO 3166 codes; `languages`: `[{"code": "ara", "name": {"lv": …, "en": …}, "script": …, "note": {…}}]`.
    """

    origins = ArrayField(models.CharField(max_length=2), verbose_name=_("countries of origin"), default=list)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    gist = BlockField([("point", GistBlock())], verbose_name=_("ten-minute version"), blank=True)
    mirror = BlockField([("topic", MirrorBlock())], verbose_name=_("mirror"), blank=True)
    changes = BlockField([("change", ChangeBlock())], verbose_name=_("applies since"), blank=True)
    community_review = models.CharField(
        _("community review"),
        max_length=20,
        choices=[("waiting", _("waiting for the community reviewer")), ("done", _("read by the community reviewer"))],
        default="waiting",
    )

    parent_page_types = ["guidelines.GuidelineIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("gist"),
        FieldPanel("body"),
        FieldPanel("mirror"),
        FieldPanel("changes"),
        MultiFieldPanel(
            [
                FieldPanel("key"),
                FieldPanel("origins"),
                FieldPanel("minutes"),
                FieldPanel("helps_with"),
                FieldPanel("community_review"),
            ],
            heading=_("Where it belongs"),
        ),
    ]
    template = "guidelines/culture_guide_page.html"

    class Meta:
        verbose_name = _("culture guide")
        verbose_name_plural = _("culture guides")
