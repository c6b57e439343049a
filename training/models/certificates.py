"""A certificate: what was proved, in the words of that day, and what its public check page may show."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .ledger import Fulfilment


class Certificate(models.Model):
    """Everything printed is a copy, so that a page that changes or goes takes nothing with it.

    `code` is what the QR leads to. `shows_*`: what the holder allows strangers to see besides module and dates.
    `competences`: [{key, titles: {language: title}}].
    """

    code = models.CharField(_("number"), max_length=20, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    fulfilment = models.OneToOneField(Fulfilment, on_delete=models.PROTECT, related_name="certificate")
    module = models.UUIDField()
    module_key = models.SlugField()
    content_version = models.PositiveIntegerField()
    licence = models.SlugField(blank=True)
    holder_name = models.CharField(_("name"), max_length=300)
    titles = models.JSONField()
    competences = models.JSONField(default=list)
    esqf_level = models.PositiveSmallIntegerField(null=True, blank=True)
    euaa_standards = models.JSONField(default=list)
    points = models.CharField(max_length=20)
    questions = models.PositiveSmallIntegerField()
    issued_on = models.DateField(default=timezone.localdate)
    valid_until = models.DateField(null=True, blank=True)
    shows_name = models.BooleanField(_("my name"), default=False)
    shows_result = models.BooleanField(_("my result"), default=False)
    shows_competences = models.BooleanField(_("the competences"), default=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.code
