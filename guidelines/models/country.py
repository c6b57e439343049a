"""Countries of the practice library: more are data, not code."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Country(models.Model):
    """`names`: per language; `mipex`: `[{"edition", "policies_of", "overall", "source"}]`, never mixed in one chart."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    language = models.CharField(_("language"), max_length=10)
    names = models.JSONField(_("names"))
    mipex = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_in(get_language() or "lv")

    def name_in(self, language: str) -> str:
        """The country's name in a language, else in English."""
        return str(self.names.get(language) or self.names.get("en") or self.code)
