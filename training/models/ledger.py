"""The ledger: what a person has fulfilled. It only grows; a correction is a new row that names the one it corrects."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .attempts import Attempt


class FulfilmentQuerySet(models.QuerySet["Fulfilment"]):
    def standing(self) -> "FulfilmentQuerySet":
        """Entries that were not corrected, and are no corrections themselves."""
        return self.filter(correction__isnull=True).exclude(outcome=Fulfilment.Outcome.VOID)


class Fulfilment(models.Model):
    """`kind` and `key` say what: a module's or guideline's family, or `curriculum/item` of a task.

    `titles` is how it was called then. The database refuses changes and deletions.
    """

    class Outcome(models.TextChoices):
        PASSED = "passed", _("passed")
        READ = "read", _("read and understood")
        SIGNED_OFF = "signed_off", _("signed off")
        EVIDENCED = "evidenced", _("evidenced")
        WAIVED = "waived", _("waived")
        VOID = "void", _("void")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="fulfilments")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=110)
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    titles = models.JSONField(default=dict)
    outcome = models.CharField(max_length=20, choices=Outcome)
    at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateField(null=True, blank=True)
    attempt = models.ForeignKey(Attempt, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    observed = models.JSONField(default=list, blank=True)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction")

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("ledger")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "kind", "key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "key", "version", "outcome", "at"], name="the_same_counts_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="void") | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="a_correction_names_its_entry_and_reason",
            ),
        ]
