"""Scores are never overwritten: each run stands beside the earlier ones, and so does a worker's disagreement."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedJSONField, EncryptedTextField
from portal.protection.identifiers import uuid7

from .audit import Audit
from .client import Client


class ScoreRun(CaseRecord):
    """The input as scored and the result of one run with one scoring table; both exactly repeatable.

    `goal_facts` is what a person stated of the goal beyond the answers; the next run begins with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="score_runs")
    scoring_version = models.CharField(max_length=20)
    scored_input = EncryptedJSONField()
    result = EncryptedJSONField()
    goal_facts = EncryptedJSONField(null=True, blank=True)
    ran_at = models.DateTimeField(auto_now_add=True)
    ran_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(CaseRecord.Meta):
        verbose_name = _("score")
        ordering = ["-ran_at"]

    def __str__(self) -> str:
        return f"{self.audit_id} {self.scoring_version}"


class BandCorrection(CaseRecord):
    """The worker's own band with the reason; shown beside the computed one, never replaced by a new run."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="corrections")
    band = models.CharField(max_length=20)
    reason = EncryptedTextField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("correction of a band")
        ordering = ["-corrected_at"]

    def __str__(self) -> str:
        return f"{self.audit_id} {self.band}"
