"""A document as a row of the index."""

from collections.abc import Mapping
from typing import Any

from portal.seams.findable import Document
from search import facets
from search.facets import FACETS
from search.languages import LANGUAGES, READING
from search.loading import Row
from search.models import SearchDocument
from search.records import Analysers, Source, analyse_source, lexemes, pack
from search.semantic.storing import Embedding
from search.statistics import Tally

WITHOUT_VECTORS = Embedding(None)
STORED_FACETS = tuple(facet for facet in FACETS if facet not in {"language", "kind"})


class UnknownLanguage(ValueError):
    """A document in a language search knows nothing about."""


def to_row(
    *,
    collection: str,
    document: Document,
    analysers: Analysers,
    tally: Tally,
    versions: Mapping[str, list[str]] | None = None,
    embedding: Embedding = WITHOUT_VECTORS,
) -> Row:
    """The document as a row; its words are added to the tally. `versions`: languages by object, where known."""
    if document.language not in LANGUAGES:
        raise UnknownLanguage(f"{document.key}: search does not know the language {document.language!r}.")
    source = Source(
        language=document.language,
        title=_clean(document.title),
        summary=_clean(document.summary),
        text=_clean(document.text),
        titles={code: _clean(text) for code, text in document.titles.items()},
        summaries={code: _clean(text) for code, text in document.summaries.items()},
    )
    analysed = analyse_source(source, analysers)
    tally.add(analysed)
    object_key = object_key_of(document)
    row: dict[str, Any] = {
        "collection": collection,
        "key": document.key,
        "object_key": object_key,
        "versions": (versions or {}).get(object_key, [document.language]),
        "kind": document.kind,
        "language": document.language,
        "audience": list(document.audience),
        "url": document.url,
        "title": source.title,
        "summary": source.summary,
        "text": source.text,
        "title_lv": source.titles.get("lv", ""),
        "title_en": source.titles.get("en", ""),
        "summary_lv": source.summaries.get("lv", ""),
        "summary_en": source.summaries.get("en", ""),
        "updated": document.updated,
        "lv_tokens": "",
        "en_tokens": "",
        "own_tokens": "",
        "surface": source.surface,
        "headings": source.headings,
        "words": lexemes(collection, document.language, analysed),
        "vectors": embedding(document.key, source),
    }
    for facet in STORED_FACETS:
        row[facet] = [str(value) for value in document.facets.get(facet, [])]
    for language, words in analysed.items():
        column = language if language in READING else "own"
        row[f"{column}_tokens"] = pack(words)
    row["facets"] = facets.together({facet: row[facet] for facet in FACETS})
    return row


def as_document(row: Row) -> SearchDocument:
    """A row as the model of it, for those that go on with it; the words for look-up and the number stay behind."""
    return SearchDocument(**{name: value for name, value in row.items() if name != "words"})


def object_key_of(document: Document) -> str:
    """`kind:id` of `kind:id:language`: what all versions of one thing share."""
    return document.key.rpartition(":")[0] or document.key


def _clean(text: str) -> str:
    return text.replace("\x00", " ").replace("\x1f", " ")
