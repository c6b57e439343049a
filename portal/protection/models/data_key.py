"""One data key per client, wrapped with a master key."""

from django.db import models


class DataKey(models.Model):
    """`wrapped` is null after erasure; the row stays as the proof of it."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_at__isnull=False),
                name="key_is_there_or_destroyed",
            )
        ]

    def __str__(self) -> str:
        return f"key of {self.subject}"
