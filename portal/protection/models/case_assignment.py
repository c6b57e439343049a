"""Who works with which client: the caseload that guard and row-level security ask."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CaseAssignmentQuerySet(models.QuerySet["CaseAssignment"]):
    def current(self, on: date | None = None) -> "CaseAssignmentQuerySet":
        """In force on that day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))


class CaseAssignment(models.Model):
    """A person works with a client from a day on; a substitute always with an end."""

    class Part(models.TextChoices):
        LEADS = "leads", _("leads the case")
        CARRIES = "carries", _("carries the plan")
        SUBSTITUTE = "substitute", _("substitutes")

    subject = models.UUIDField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_assignments")
    part = models.CharField(max_length=20, choices=Part)
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CaseAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "user", "starts"], name="one_part_a_day"),
            models.CheckConstraint(
                condition=~Q(part="substitute") | Q(ends__isnull=False), name="a_substitute_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.user_id} {self.part}"
