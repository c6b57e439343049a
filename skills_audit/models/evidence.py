"""What shows that an answer holds: an evidence record with four ticks and, where there is one, a private file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedBytesField, EncryptedTextField
from portal.protection.identifiers import uuid7

from .audit import Audit
from .client import Client


class Evidence(CaseRecord):
    """`kind` is the EV level claimed; a missing "current" or "authentic" lowers it by one (SKILLS_AUDIT, section 2).

    `items` are the items (with entry, `TSK:…`) it supports. The file is sealed with the client's key, type-checked
    and free of metadata. One taken back counts nowhere until it is put back.
    """

    class Kind(models.IntegerChoices):
        CLAIM = 0, _("claim only")
        ACCOUNT = 1, _("detailed, consistent account")
        SAMPLE = 2, _("work sample, photo, video")
        STATEMENT = 3, _("statement by a third person")
        DOCUMENT = 4, _("document issued, not yet recognised")
        RECOGNISED = 5, _("recognised, tested or formally assessed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="evidence")
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind)
    items = models.JSONField(default=list)
    description = EncryptedTextField(null=True, blank=True)
    dated = models.DateField(_("date of the skill"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid = models.BooleanField(_("valid"), default=False)
    current = models.BooleanField(_("current"), default=False)
    sufficient = models.BooleanField(_("sufficient"), default=False)
    authentic = models.BooleanField(_("authentic"), default=False)
    file = EncryptedBytesField(null=True, blank=True)
    file_name = EncryptedTextField(null=True, blank=True)
    media_type = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(CaseRecord.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [models.CheckConstraint(condition=models.Q(kind__range=(0, 5)), name="evidence_kind_is_a_level")]

    def __str__(self) -> str:
        return f"EV {self.kind} {self.items}"

    @property
    def level(self) -> int:
        """The level it counts for."""
        lowered = not (self.current and self.authentic)
        return max(0, self.kind - 1) if lowered and self.kind else self.kind
