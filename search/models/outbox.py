"""What has changed and is not yet in the index."""

from django.db import models
from django.utils import timezone


class OutboxEntry(models.Model):
    """Written in the transaction of the change itself, so no change is lost when an engine is down."""

    kind = models.CharField(max_length=40)
    object_key = models.CharField(max_length=120)
    object_id = models.CharField(max_length=40)
    created = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The store of the texts has it; only the scale-out engine is behind.
    stored = models.BooleanField(default=False)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "outbox entry"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.object_key
