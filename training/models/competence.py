"""A competence that modules teach and questions measure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.texts import said


class Competence(models.Model):
    """`texts`: {language: {title, summary, area}}. ESQF area and level are marked until compared with the framework."""

    class Section(models.TextChoices):
        GENERIC = "generic", _("Generic")
        SPECIFIC = "specific", _("Specific")
        SUPERVISORY = "supervisory", _("Supervisory")

    key = models.SlugField(_("key"), unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    texts = models.JSONField(_("texts"))
    esqf_section = models.CharField(_("section of ESQF"), max_length=20, choices=Section, blank=True)
    esqf_level = models.PositiveSmallIntegerField(_("level of ESQF"), null=True, blank=True)
    esqf_verified = models.BooleanField(_("compared with the framework"), default=False)
    euaa_standards = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("EUAA reception standards"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(said(self.texts).get("title", self.key))

    @property
    def summary(self) -> str:
        return str(said(self.texts).get("summary", ""))

    @property
    def area(self) -> str:
        return str(said(self.texts).get("area", ""))
