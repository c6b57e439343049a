"""Did you mean: the portal's own words that look like one nobody here uses."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from search.analysis.folding import plain
from search.query import Query

ALIKE = 0.45


def corrected(query: Query, unknown: Sequence[str], language: str, collection: str) -> Query | None:
    """The query with each unknown word replaced by the most similar known one; None when one has none."""
    found = similar(unknown, language, collection)
    if not found or any(word not in found for word in unknown):
        return None
    words = []
    for word in query.plain.split():
        bare = plain(word).strip(".,;:!?()")
        words.append(next((found[form] for form in unknown if plain(form) == bare), word))
    text = " ".join(words)
    return replace(query, text=text, plain=text) if text != query.plain else None


def similar(words: Sequence[str], language: str, collection: str) -> dict[str, str]:
    """Word → the known word of the language most like it, by shared trigrams; the more usual of equally like ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.word, best.written
            FROM unnest(%s::text[], %s::text[]) AS asked(word, plain)
            CROSS JOIN LATERAL (
                SELECT k.written, similarity(k.plain, asked.plain) AS likeness, k.documents
                FROM search_knownword k
                WHERE k.collection = %s AND k.language = %s AND k.plain %% asked.plain
                    AND left(k.plain, 1) = left(asked.plain, 1)
                ORDER BY likeness DESC, k.documents DESC, k.form
                LIMIT 1
            ) AS best
            WHERE best.likeness >= %s
            """,
            [list(words), [plain(word) for word in words], collection, language, ALIKE],
        )
        return dict(cursor.fetchall())
