"""The search of the admin: Wagtail's, made to find „Mājoklis” for `majokli`, `mājokļu` and the beginning of either.

Wagtail compares words as they are written. Here each word stands in its index without marks, with its Latvian stem
beside it, and what somebody types is looked for as both. Titles in other languages are found without marks as well.
"""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.management import call_command
from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.postgres.query import Lexeme
from modelsearch.query import PlainText

from search.analysis.folding import fold, plain
from search.analysis.stems import stem
from search.analysis.words import WORD

LATVIAN = "lv"
MARKED = "[āčēģīķļņšūž]"


def keys(text: str) -> list[tuple[str, ...]]:
    """Per word of a text: the word without marks, and its stem where that is another word."""
    found: list[tuple[str, ...]] = []
    for word in WORD.findall(text):
        bare, root = plain(word), stem(fold(word, LATVIAN), LATVIAN)
        found.append((bare,) if root == bare or len(root) < 3 else (bare, root))
    return found


class FoldedIndexer(postgres.ObjectIndexer):
    """What goes into the index: each word with its keys."""

    def prepare_value(self, value: Any) -> str:
        return " ".join(key for word in keys(super().prepare_value(value)) for key in word)


class _Folded:
    """A query in the same keys; where Wagtail looks into named columns instead of the index, as it was typed."""

    fields: Any
    LAST_TERM_IS_PREFIX: bool

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        if self.fields is not None or not isinstance(query, PlainText):
            return super().build_tsquery_content(query, config=config, invert=invert)  # type: ignore[misc]
        words = keys(query.query_string)
        if not words:
            return None
        begun = len(words) - 1 if self.LAST_TERM_IS_PREFIX else len(words)
        either, both = (and_, or_) if invert else (or_, and_)
        terms = [
            reduce(either, (Lexeme(key, invert=invert, prefix=number == begun) for key in word))
            for number, word in enumerate(words)
        ]
        together = both if query.operator == "and" else either
        return SearchQuery(reduce(together, terms), search_type="raw", config=config)


class FoldedQuery(_Folded, postgres.PostgresSearchQueryCompiler):
    """Whole words."""


class FoldedAutocomplete(_Folded, postgres.PostgresAutocompleteQueryCompiler):
    """The last word may be its beginning."""


class SearchBackend(postgres.PostgresSearchBackend):
    """`WAGTAILSEARCH_BACKENDS` names this module."""

    query_compiler_class = FoldedQuery
    autocomplete_query_compiler_class = FoldedAutocomplete


# Its index makes the indexer itself and has no setting for it; the desk has one backend.
postgres.ObjectIndexer = FoldedIndexer


def refresh() -> bool:
    """Make the index anew where an earlier version left words with their marks in it; true where it had to be."""
    stale = bool(postgres.IndexEntry.objects.filter(title_text__regex=MARKED).exists())
    if stale:
        call_command("update_index", verbosity=0)
    return stale
