"""A published translation whose source changed after it: since when, and what."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page


class StaleTranslation(models.Model):
    """`changes`: `[{"before": …, "after": …}]`, one per passage, empty text where it was added or removed."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="stale_mark")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("stale translation")
        verbose_name_plural = _("stale translations")

    def __str__(self) -> str:
        return str(self.page)
