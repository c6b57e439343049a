"""The training strategy: a living page with aims, groups, measures and what is not covered yet."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from portal.blocks.field import BlockField
from portal.blocks.text import TEXT_BLOCKS
from portal.pages.models import BasePage
from training.blocks.strategy import AimBlock, GapBlock, MeasureBlock, TargetGroupBlock

from .modules import RoutedPage


class StrategyPage(RoutedPage):
    """`curricula` are the keys of those that carry the strategy out."""

    key = models.SlugField(_("key"))
    edition = models.PositiveIntegerField(_("edition"), default=1)
    period_from = models.DateField(_("from"))
    period_until = models.DateField(_("until"))
    summary = models.TextField(_("summary"))
    context = BlockField(TEXT_BLOCKS, verbose_name=_("where it comes from"), blank=True)
    aims = BlockField([("aim", AimBlock())], verbose_name=_("aims"), blank=True)
    groups_intro = models.TextField(_("about the groups"), blank=True)
    groups = BlockField([("group", TargetGroupBlock())], verbose_name=_("target groups"), blank=True)
    measures_intro = models.TextField(_("about the measures"), blank=True)
    measures = BlockField([("measure", MeasureBlock())], verbose_name=_("measures"), blank=True)
    gaps_intro = models.TextField(_("about what is not covered"), blank=True)
    gaps = BlockField([("gap", GapBlock())], verbose_name=_("not covered yet"), blank=True)
    curricula = ArrayField(models.SlugField(), verbose_name=_("curricula"), default=list, blank=True)

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("key", "edition", "period_from", "period_until", "curricula")
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_until"), FieldPanel("edition")]),
        *(
            FieldPanel(name)
            for name in (
                "context", "aims", "groups_intro", "groups", "measures_intro", "measures", "gaps_intro", "gaps",
            )
        ),
    ]  # fmt: skip
    settings_panels = [FieldPanel("key"), FieldPanel("curricula"), *BasePage.settings_panels]
    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("training strategy")
        verbose_name_plural = _("training strategies")

    def route_address(self) -> str:
        return reverse("training:strategy", args=[self.key])
