"""Reads of search: what a reader may see, concepts with all they need, what is asked in vain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Count, Q

from portal.seams.findable import EVERYONE, STAFF

PORTAL = "portal"


def audience_of(user: Any) -> tuple[str, ...]:
    """The audiences a person belongs to; somebody signed out only to everyone's."""
    if not user.is_authenticated:
        return (EVERYONE,)
    return (EVERYONE, STAFF, *sorted(user.role_keys))


class SearchDocumentQuerySet(models.QuerySet[Any]):
    """Every read for a person goes through `seen_by`."""

    def of(self, collection: str = PORTAL) -> SearchDocumentQuerySet:
        """Documents of one collection."""
        return self.filter(collection=collection)

    def seen_by(self, audience: Iterable[str]) -> SearchDocumentQuerySet:
        """Only what one of these audiences may see."""
        return self.filter(audience__overlap=list(audience))

    def for_reading(self) -> SearchDocumentQuerySet:
        """Without the columns only look-up needs."""
        return self.defer("words", "surface", "headings", "vectors")


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
