"""Did you mean: the portal's own words that look like one nobody here uses."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from search.analysis.folding import plain
from search.query import Query

ALIKE = 0.45
CANDIDATES = 5


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
    """Word → the known word of the language most like it, by shared trigrams; the more usual of equally like ones.

    Short words share few trigrams: one slip away is like enough.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.word, asked.plain, near.plain, near.written, near.likeness
            FROM unnest(%s::text[], %s::text[]) AS asked(word, plain)
            CROSS JOIN LATERAL (
                SELECT k.plain, k.written, similarity(k.plain, asked.plain) AS likeness, k.documents, k.form
                FROM search_knownword k
                WHERE k.collection = %s AND k.language = %s AND k.plain %% asked.plain
                    AND left(k.plain, 1) = left(asked.plain, 1)
                ORDER BY likeness DESC, k.documents DESC, k.form
                LIMIT %s
            ) AS near
            ORDER BY near.likeness DESC, near.documents DESC, near.form
            """,
            [list(words), [plain(word) for word in words], collection, language, CANDIDATES],
        )
        found: dict[str, str] = {}
        for word, asked, known, written, likeness in cursor.fetchall():
            if likeness >= ALIKE or one_slip(asked, known):
                found.setdefault(word, written)
        return found


def one_slip(asked: str, known: str) -> bool:
    """A letter too few, too many, wrong, or two neighbours swapped."""
    if len(asked) > len(known):
        asked, known = known, asked
    if len(known) - len(asked) > 1:
        return False
    at = next((n for n, (one, other) in enumerate(zip(asked, known, strict=False)) if one != other), len(asked))
    if len(asked) < len(known):
        return asked[at:] == known[at + 1 :]
    swapped = known[at : at + 2] == asked[at : at + 2][::-1] and asked[at + 2 :] == known[at + 2 :]
    return asked[at + 1 :] == known[at + 1 :] or swapped
