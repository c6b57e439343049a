"""Answers, saved one by one; nothing refused is ever lost."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedJSONField
from portal.protection.identifiers import uuid7

from .audit import Audit
from .client import Client


class Answer(CaseRecord):
    """The answer to one item, or to one entry of a repeat (`entry`, made by the device; empty otherwise).

    `content` is `{"state": "value" | "declined" | "unknown", "value": …, "ev": 0–5 | null, "note": "…",
    "urgent": bool, parts…}`; an item without a row was not asked. `version` counts the saves, from 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=20)
    entry = models.CharField(max_length=40, blank=True)
    content = EncryptedJSONField()
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta(CaseRecord.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["audit", "item", "entry"], name="one_answer_per_item_and_entry")]

    def __str__(self) -> str:
        return f"{self.item} {self.entry}".strip()


class AnswerOperation(CaseRecord):
    """A save the device sent, by its own id: the same one again gets the same reply and has no second effect.

    `digest` is the SHA-256 of the content as received; the same id with another content is refused.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="operations")
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()

    class Meta(CaseRecord.Meta):
        verbose_name = _("save")

    def __str__(self) -> str:
        return str(self.id)


class ConflictCopy(CaseRecord):
    """A content that came too late: kept beside the newer one until a person settles which holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="conflicts")
    operation = models.UUIDField(unique=True)
    content = EncryptedJSONField()
    expected_version = models.PositiveIntegerField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(CaseRecord.Meta):
        verbose_name = _("conflict copy")
        verbose_name_plural = _("conflict copies")

    def __str__(self) -> str:
        return f"{self.answer_id} {self.received_at:%Y-%m-%d %H:%M}"
