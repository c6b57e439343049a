"""The access log: append-only, chained by hashes, written in the transaction of the change or the read."""

from django.db import models


class TrailEntry(models.Model):
    """One thing somebody did or saw. Names of fields, never their values.

    `chain` is the record the entry belongs to (a client, else `area:…`); `previous` the hash of the chain's last
    entry, empty for the first. A trigger refuses UPDATE, DELETE and TRUNCATE.
    """

    at = models.DateTimeField()
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
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_next_entry_per_chain")]
        indexes = [models.Index(fields=["actor_id", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.record}"


class TrailAnchor(models.Model):
    """A signed digest over the heads of all chains at one moment; finds a chain that was cut at its end."""

    at = models.DateTimeField()
    entries = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.entries}"
