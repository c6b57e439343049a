"""A page of results as a reader sees it: titles in the own language, marked passages, and why each was found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import itemgetter

from portal.components.languages import in_language
from search import labels
from search.analysis.stems import stem
from search.analysis.texts import STEM
from search.analysis.words import WORD, form_of, word_spans
from search.languages import READING
from search.legs import Leg
from search.models import SearchDocument
from search.pipeline import Answer
from search.querysets import Readable
from search.records import lemma_list, unpack
from search.scoring import EXTRA, Alternative, Tokens
from search.snippets import Piece, marked, passage

UNVERIFIED = "unverified"
MOST_REASONS = 2
# Among so many words that are to be marked the passage is chosen: a text may be as long as a book.
MARKS_LOOKED_AT = 20
# What was looked for, by the language of the documents and of the words: patterns of lemmas, and stems.
Wanted = Callable[[str, str], tuple[Sequence[str], frozenset[str]]]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """The text says `term` (in `language`), which is what the reader's `concept` is called there."""

    term: str
    language: str
    concept: str
    narrower: bool = False


@dataclass(frozen=True, kw_only=True)
class Result:
    """One result. `own_title` is empty where the title shown is the thing's own."""

    key: str
    object_key: str
    url: str
    title: list[Piece]
    title_language: str
    own_title: str
    language: str
    in_language: str
    country: str
    country_code: str
    kind: str
    pieces: list[Piece]
    pieces_language: str
    reasons: list[Reason] = field(default_factory=list)
    by_meaning: bool = False
    unverified: bool = False


def show(answer: Answer, keys: Sequence[str], reader: str, audience: Iterable[str], collection: str) -> list[Result]:
    """The results for these keys in this order. Asks once more what the reader may see: an index may lag behind."""
    rows = {row.key: row for row in SearchDocument.objects.for_reading(keys, reader, audience, collection)}
    wanted = cache(lambda document, language: _wanted(answer.legs, document, language))
    return [_result(answer, rows[key], reader, wanted) for key in keys if key in rows]


def _result(answer: Answer, row: Readable, reader: str, wanted: Wanted) -> Result:
    title, title_language = _in_reading(row, "title", reader)
    summary, summary_language = _in_reading(row, "summary", reader)
    pieces, pieces_language = _marked(wanted, row, "summary", summary, summary_language), summary_language
    if row.text and (not summary or (row.language == reader and not any(piece.marked for piece in pieces))):
        # The summary, unless only the text, in the reader's own language, has the words.
        in_text = _marked(wanted, row, "text", row.text, row.language)
        if not summary or any(piece.marked for piece in in_text):
            pieces, pieces_language = in_text, row.language
    return Result(
        key=row.key,
        object_key=row.object_key,
        url=row.url,
        title=_marked(wanted, row, "title", title, title_language, len(title) + 1),
        title_language=title_language,
        own_title=row.title if title_language != row.language else "",
        language=row.language,
        in_language=in_language(row.language),
        country=", ".join(labels.value("country", code) for code in row.country),
        country_code=", ".join(row.country),
        kind=labels.kind(row.kind),
        pieces=pieces,
        pieces_language=pieces_language or row.language,
        reasons=reasons(answer, row, reader),
        by_meaning=row.key in answer.by_meaning,
        unverified=UNVERIFIED in row.evidence,
    )


def _in_reading(row: Readable, name: str, reader: str) -> tuple[str, str]:
    """The title or summary in the reader's language, else its own, else the other reading language."""
    own = (getattr(row, name), row.language)
    if row.language == reader:
        return own
    others = [(getattr(row, f"{name}_{code}"), code) for code in dict.fromkeys((reader, *READING)) if code in READING]
    return next((found for found in (others[0], own, *others[1:]) if found[0]), ("", row.language))


# A result's words are looked at for its title, its summary, its text and each reason.
_unpacked = lru_cache(maxsize=64)(unpack)


def _tokens(row: Readable, language: str) -> Tokens:
    return _unpacked(getattr(row, f"{language}_tokens" if language in READING else "own_tokens"))


def _marked(wanted: Wanted, row: Readable, name: str, text: str, language: str, length: int = 260) -> list[Piece]:
    """The passage of a text with the words that were looked for marked, inflected or not."""
    tokens = _tokens(row, language)
    patterns, stems = wanted(row.language, language)
    marks = marked(tokens.lemmas[name], patterns, MARKS_LOOKED_AT)
    if any(f" {token} " in tokens.extras[name] for token in stems):
        marks = sorted({*marks, *_stemmed(text, lemma_list(tokens, name), language, stems)})
    return passage(text, word_spans(text, marks), length)


def _stemmed(text: str, lemmas: Iterable[str], language: str, stems: frozenset[str]) -> list[int]:
    """Positions of words with one of these stems."""
    return [
        n
        for n, (word, lemma) in enumerate(zip(WORD.findall(text), lemmas, strict=False))
        if not stems.isdisjoint((STEM + stem(form_of(word, language), language), STEM + stem(lemma, language)))
    ]


def _wanted(legs: Iterable[Leg], document_language: str, language: str) -> tuple[list[str], frozenset[str]]:
    """What was looked for in texts of a language; beginnings of words are too vague to be marked."""
    wanted = [
        alternative
        for leg in legs
        if leg.language == document_language and leg.words_language == language
        for unit in leg.units
        if unit.idf > 0
        for alternative in unit.alternatives
    ]
    stems = frozenset(alternative.tokens[0] for alternative in wanted if alternative.tokens[0][0] == STEM)
    lemmas = [alternative.pattern for alternative in wanted if alternative.tokens[0][0] not in EXTRA]
    return list(dict.fromkeys(lemmas)), stems


def reasons(answer: Answer, row: Readable, reader: str) -> list[Reason]:
    """Which foreign terms brought this text here: the weightiest of each concept, at most two."""
    found: dict[str, Reason] = {}
    for leg in answer.legs:
        if leg.name != "B" or leg.language != row.language or leg.language == answer.understood.language:
            continue
        tokens = _tokens(row, leg.words_language)
        for unit, match in zip(leg.units, _matches(answer, leg), strict=False):
            there = ((a.weight * min(number, 3), a) for a in unit.alternatives if (number := _occurrences(tokens, a)))
            best = max(there, key=itemgetter(0), default=(0, None))[1]
            if best is None:
                continue
            concept = _concept_of(answer, match, best, leg.language, reader)
            found.setdefault(
                best.label,
                Reason(term=best.label, language=leg.language, concept=concept or unit.name, narrower=best.narrower),
            )
    return list(found.values())[:MOST_REASONS]


def _matches(answer: Answer, leg: Leg) -> list[tuple[str, ...]]:
    """The concepts of each unit of leg B, found again by the unit's name."""
    understood = answer.understood
    named = {" ".join(understood.words[match.start : match.end]): match.concepts for match in understood.matches}
    return [named.get(unit.name, ()) for unit in leg.units]


def _concept_of(answer: Answer, concepts: Sequence[str], best: Alternative, language: str, reader: str) -> str:
    """The reader's name for the concept the term belongs to."""
    concepts_by_key: Mapping = answer.terms.base.concepts
    own = [concepts_by_key[key] for key in concepts if key in concepts_by_key]
    below = [concepts_by_key[key] for concept in own for key in concept.narrower if key in concepts_by_key]
    for concept in (*own, *below):
        if any(term.text == best.label and term.language == language for term in concept.terms):
            return str(concept.label(reader))
    return ""


def _occurrences(tokens: Tokens, alternative: Alternative) -> int:
    stored = tokens.extras if alternative.tokens[0][0] in EXTRA else tokens.lemmas
    beginning = alternative.pattern[:-1]
    return sum([text.count(alternative.pattern) for text in stored.values() if beginning in text])
