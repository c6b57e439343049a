"""The access log: append-only, chained by hashes, written in the transaction of the change or the read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TrailEntry(models.Model):
    """One thing somebody did or saw. Names of fields, never their values.

    `chain` is the record the entry belongs to (a client, else `area:…`); `previous` the hash of the chain's last
    entry, empty for the first. A trigger refuses UPDATE and TRUNCATE, and DELETE but of entries older than two years
    while retention says so.
    """

    at = models.DateTimeField(_("when"))
    actor_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=40)
    chain = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    subject = models.UUIDField(null=True, db_index=True)
    record = models.CharField(max_length=100, blank=True)
    detail = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entry of the access log")
        verbose_name_plural = _("entries of the access log")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_next_entry_per_chain")]
        indexes = [models.Index(fields=["actor_id", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.record}"


class TrailAnchor(models.Model):
    """A signed note of how far the log had come; finds a chain that was cut at its end or thrown away whole.

    `heads` holds, by `name_of_chain`, number and hash of the last entry of each chain that grew since the anchor
    before; `previous` is that anchor's signature. Nothing here tells whom an entry was about.
    """

    at = models.DateTimeField()
    entries = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    heads = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("anchor of the access log")
        verbose_name_plural = _("anchors of the access log")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.entries}"


class TrailCut(models.Model):
    """Where retention has taken the beginning of a chain away: the last entry taken, signed. One row per chain."""

    chain_name = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("beginning of a kept chain")
        verbose_name_plural = _("beginnings of kept chains")

    def __str__(self) -> str:
        return f"{self.chain_name[:8]} {self.number}"
