"""Reads of search: what a reader may see, concepts with all they need, what is asked in vain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connections, models
from django.db.models import Count, Q

from portal.seams.findable import EVERYONE, STAFF

PORTAL = "portal"


def audience_of(user: Any) -> tuple[str, ...]:
    """The audiences a person belongs to; somebody signed out only to everyone's."""
    if not user.is_authenticated:
        return (EVERYONE,)
    return (EVERYONE, STAFF, *sorted(user.role_keys))


class Readable(NamedTuple):
    """What a result shows of a document. `text` only where it may be shown: it is in the reader's language, or there is
    no summary."""

    key: str
    object_key: str
    kind: str
    language: str
    url: str
    title: str
    title_lv: str
    title_en: str
    summary: str
    summary_lv: str
    summary_en: str
    country: list[str]
    evidence: list[str]
    lv_tokens: str
    en_tokens: str
    own_tokens: str
    text: str


class SearchDocumentQuerySet(models.QuerySet[Any]):
    """Every read for a person goes through `seen_by`."""

    def of(self, collection: str = PORTAL) -> SearchDocumentQuerySet:
        """Documents of one collection."""
        return self.filter(collection=collection)

    def seen_by(self, audience: Iterable[str]) -> SearchDocumentQuerySet:
        """Only what one of these audiences may see."""
        return self.filter(audience__overlap=list(audience))

    def for_reading(
        self, keys: Sequence[str], reader: str, audience: Iterable[str], collection: str = PORTAL
    ) -> list[Readable]:
        """The documents with these keys that one of these audiences may see, as somebody of that language reads them.

        Asked in SQL: the same ten rows come with every search.
        """
        sql = (
            f"SELECT {', '.join(Readable._fields[:-1])}, "  # noqa: S608
            "CASE WHEN language = %s OR summary || summary_lv || summary_en = '' THEN text ELSE '' END "
            f"FROM {self.model._meta.db_table} "
            "WHERE collection = %s AND key = ANY(%s) AND audience && %s::varchar[]"
        )
        connection: Any = connections[self.db]
        with connection.planned_cursor() as cursor:
            cursor.execute(sql, [reader, collection, list(keys), list(audience)])
            return [Readable(*row) for row in cursor.fetchall()]


class ConceptQuerySet(models.QuerySet[Any]):
    """Concepts with their neighbours and terms."""

    def whole(self) -> ConceptQuerySet:
        """With terms, broader, narrower and related ones: five queries for any number."""
        return self.prefetch_related("terms", "broader", "narrower", "related")

    def without_language(self, language: str) -> ConceptQuerySet:
        """Concepts that have no term in a language yet."""
        found: ConceptQuerySet = self.annotate(named=Count("terms", filter=Q(terms__language=language))).filter(named=0)
        return found


class QueryLogQuerySet(models.QuerySet[Any]):
    """Reports for editors; no row names a person, and single questions are not shown."""

    def in_vain(self, least: int = 2) -> models.QuerySet[Any]:
        """Questions without a result, most frequent first, asked at least twice."""
        asked: models.QuerySet[Any] = self.filter(results=0).values("text", "language").annotate(times=Count("pk"))
        return asked.filter(times__gte=least).order_by("-times", "text")
