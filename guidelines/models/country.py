"""Countries of the practice library and the editions of MIPEX: more are data, not code."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guidelines import fact_forms
from guidelines.models.codes import refuse_wrong_codes
from portal.blocks.structured import StructuredField
from portal.prepared import Prepared

HOME = "LV"


class Country(models.Model):
    """`names`: per language; `mipex`: `[{"edition", "policies_of", "overall", "source"}]`, never mixed in one chart."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    language = models.CharField(_("language"), max_length=10)
    names = StructuredField(_("names"), block=fact_forms.NAMES)
    mipex = StructuredField(_("MIPEX scores"), default=list, blank=True, block=fact_forms.SCORES)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_in(get_language() or "lv")

    def clean(self) -> None:
        refuse_wrong_codes(language=self.language, country=self.code)

    def name_in(self, language: str) -> str:
        """The country's name in a language, else in English."""
        return str(self.names.get(language) or self.names.get("en") or self.code)


class MipexEdition(models.Model):
    """An edition with its mean. Editions count different indicators, so a chart shows one only.

    `labels` and `mean_labels` per language; `source` as in a `SourceBlock`.
    """

    code = models.CharField(_("edition"), max_length=10, primary_key=True)
    labels = StructuredField(_("names"), block=fact_forms.LABELS)
    policies_of = models.CharField(_("policies of"), max_length=20)
    mean_labels = StructuredField(_("name of the mean"), default=dict, block=fact_forms.MEAN_LABELS)
    mean_score = models.PositiveSmallIntegerField(_("mean"), null=True, blank=True)
    source = StructuredField(_("source"), default=dict, block=fact_forms.EDITION_SOURCE)

    class Meta:
        verbose_name = _("MIPEX edition")
        verbose_name_plural = _("MIPEX editions")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.labels.get(get_language() or "lv") or self.code)


countries_in_order = Prepared(lambda: Country.objects.all())
at_home = Prepared(lambda: Country.objects.filter(code=HOME))
with_codes = Prepared(lambda codes: Country.objects.filter(code__in=codes), codes=list[str])
editions = Prepared(lambda: MipexEdition.objects.all())
