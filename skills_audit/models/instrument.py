"""A published version of the instrument: frozen whole, under the hash of its canonical form."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class InstrumentVersion(models.Model):
    """Definition, texts in all languages, code lists and scoring table as they were published.

    Each part is the content of the readable files beside `skills_audit/instrument`. A trigger refuses any change of
    a published version: audits point at it and must find what they were asked with.
    """

    version = models.CharField(_("version"), max_length=20, unique=True)
    definition = models.JSONField()
    texts = models.JSONField(help_text=_("Per language: questions, options, prompts, with checked or unchecked."))
    code_lists = models.JSONField()
    scoring = models.JSONField()
    sha256 = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("version of the instrument")
        verbose_name_plural = _("versions of the instrument")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(sha256=""), name="a_published_version_has_its_hash"
            )
        ]

    def __str__(self) -> str:
        return self.version
