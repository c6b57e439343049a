"""What is asked, without who asked."""

from django.db import models

from search.querysets import QueryLogQuerySet


class QueryLog(models.Model):
    """One search on one day. No person, no session, no address, no time of day."""

    day = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    results = models.PositiveIntegerField()
    languages = models.JSONField(default=dict)
    concepts = models.JSONField(default=list)
    engine = models.CharField(max_length=20)
    milliseconds = models.PositiveIntegerField()

    objects = QueryLogQuerySet.as_manager()

    class Meta:
        verbose_name = "query"
        verbose_name_plural = "queries"

    def __str__(self) -> str:
        return self.text
