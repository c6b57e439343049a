"""A published thing in one language, as search keeps it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from search.querysets import SearchDocumentQuerySet


def _values(length: int = 80) -> ArrayField:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class _Number(models.Func):
    """A number that stands for a part of the facets: what differs has different ones."""

    template = "hashtextextended(%(part)s, 0)"


_LAST = "split_part(facets, '|', 8) || '|' || split_part(facets, '|', 9)"


def _number(part: str) -> models.GeneratedField:
    return models.GeneratedField(
        expression=_Number(part=part, output_field=models.BigIntegerField()),
        output_field=models.BigIntegerField(),
        db_persist=True,
        editable=False,
    )


class SearchDocument(models.Model):
    """What may be found, with everything needed to find, filter, show and explain it.

    Words are kept apart by their language: a Latvian document's own words and the Latvian titles and summaries of
    others stand in `lv_tokens`, English ones in `en_tokens`, the text of every other language in `own_tokens`: lemmas
    and their companions as `search.records` writes them. `words` holds all of them for look-up.

    The table keeps its long columns outside the row (a setting in the migration): filters and counts read many rows.
    """

    collection = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    object_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    # Languages in which the same thing exists: a reader is shown the version in the own language only.
    versions = _values(10)
    audience = _values(40)

    url = models.CharField(max_length=400)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_lv = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    summary_lv = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    updated = models.DateField(null=True, blank=True)

    country = _values()
    theme = _values()
    strand = _values()
    area = _values()
    target_group = _values()
    evidence = _values()
    year = _values()

    lv_tokens = models.TextField(blank=True)
    en_tokens = models.TextField(blank=True)
    own_tokens = models.TextField(blank=True)
    words = SearchVectorField(null=True)
    # Letters without marks: all words, for parts of words, names and numbers; titles only, for suggestions.
    surface = models.TextField(blank=True)
    headings = models.TextField(blank=True)
    # All facets in one, as `search.facets.together` writes them, and a number for each of its halves: documents are
    # counted by these. The halves are cut where documents differ most.
    facets = models.TextField(blank=True)
    facets_first = _number(f"left(facets, -length({_LAST}))")
    facets_last = _number(_LAST)
    # Of its passages, as `search.semantic.vectors` packs them; None without the semantic extra.
    vectors = models.BinaryField(null=True, blank=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "search document"
        constraints = [models.UniqueConstraint(fields=["collection", "key"], name="document_once_per_collection")]
        indexes = [
            models.Index(fields=["collection", "object_key"], name="search_document_object"),
            models.Index(fields=["collection", "language"], name="search_document_language"),
            GinIndex(fields=["words"], name="search_document_words"),
            GinIndex(OpClass("headings", name="gin_trgm_ops"), name="search_document_headings"),
        ]

    def __str__(self) -> str:
        return self.key
