"""The certificate that stays when a client's or a person's data are gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureCertificate(models.Model):
    """What was erased, when and why; no name, no code. `deleted` counts rows by model; `signature` seals it all."""

    class Kind(models.TextChoices):
        CLIENT = "client", _("client")
        ACCOUNT = "account", _("account")

    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=40)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    reason = models.TextField()
    deleted = models.JSONField(default=dict)
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("certificate of erasure")
        verbose_name_plural = _("certificates of erasure")
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} {self.at:%Y-%m-%d}"
