"""What the texts of a collection are like as a whole: for weights, inflection and spelling."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Collection(models.Model):
    """A set of documents that is searched together: the portal's, or a judged one for a while.

    `lengths`: language → {"documents", "title", "summary", "text"} with sums of words. `version` grows with every
    change of documents or terms; what is kept in memory is made anew when it differs. `embedder`: whose vectors the
    documents have; empty for none.
    """

    name = models.CharField(max_length=40, primary_key=True)
    version = models.BigIntegerField(default=0)
    lengths = models.JSONField(default=dict, blank=True)
    embedder = models.CharField(max_length=80, blank=True)
    rebuilt = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "search collection"

    def __str__(self) -> str:
        return self.name


class TokenStatistic(models.Model):
    """In how many documents of a collection a token occurs, by language of the words."""

    collection = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    token = models.CharField(max_length=80)
    documents = models.IntegerField()

    class Meta:
        verbose_name = "token statistic"
        constraints = [
            models.UniqueConstraint(fields=["collection", "language", "token"], name="token_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.token} ({self.language})"


class KnownWord(models.Model):
    """A form that occurs in the texts, with its lemma: teaches queries inflection and offers spellings."""

    collection = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    form = models.CharField(max_length=80)
    plain = models.CharField(max_length=80)
    # As people write it, for suggestions.
    written = models.CharField(max_length=80)
    lemma = models.CharField(max_length=80)
    documents = models.IntegerField()

    class Meta:
        verbose_name = "known word"
        constraints = [
            models.UniqueConstraint(fields=["collection", "language", "form"], name="form_once_per_language")
        ]
        indexes = [
            models.Index(fields=["collection", "plain"], name="known_word_plain"),
            GinIndex(OpClass("plain", name="gin_trgm_ops"), name="known_word_similar"),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.language})"
