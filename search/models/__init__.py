"""What search keeps: concepts, documents with their statistics, the outbox, the log. Re-exports only."""

from .concept import Concept, Promotion, Term
from .document import SearchDocument
from .log import QueryLog
from .outbox import OutboxEntry
from .statistics import Collection, KnownWord, TokenStatistic

__all__ = [
    "Collection",
    "Concept",
    "KnownWord",
    "OutboxEntry",
    "Promotion",
    "QueryLog",
    "SearchDocument",
    "Term",
    "TokenStatistic",
]
