"""Letters to those who are late: who was reminded by whom, so that nobody is reminded twice within a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REST = timedelta(days=1)


class Reminder(models.Model):
    """One letter. Neither `sent_at` nor `failed_at`: it is on its way."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [models.Index(fields=["user", "-asked_at"], name="reminders_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True), name="a_letter_went_out_or_did_not"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%Y-%m-%d %H:%M}"

    def rests(self, now: datetime) -> bool:
        """Is the person left in peace after it? For a day, unless it did not go out."""
        return self.failed_at is None and now - self.asked_at < REST
