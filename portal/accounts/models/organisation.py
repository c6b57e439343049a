"""The offices, municipalities and associations whose staff use the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .sort_key import SortKeyField


class Organisation(models.Model):
    """An employer. `key` is stable and used by imports and demo content."""

    class Kind(models.TextChoices):
        STATE = "state", _("State office")
        MUNICIPALITY = "municipality", _("Municipality")
        NGO = "ngo", _("Non-governmental organisation")

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    sort_key = SortKeyField(of=("name",))

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name
