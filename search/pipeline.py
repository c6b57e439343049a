"""From what was typed to a ranked list: the one pipeline both engines serve.

normalise → language → parse → concepts → legs → BM25F and reciprocal rank fusion per language → languages merged by
rank. Nothing here knows a person: the caller says which audiences may be served.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from time import perf_counter

from search import engines, legs, statistics
from search.analysis.folding import plain
from search.analysis.lemmas import key
from search.analysis.stems import stem
from search.analysis.texts import PART, STEM
from search.analysis.words import forms, words
from search.engines.base import Candidate, Engine, EngineUnavailable, Found, Scope
from search.expansion import word_keys
from search.facets import Selected
from search.fusion import Placed, Ranked, fuse, merge
from search.languages import CODES, LANGUAGES, READING
from search.legs import Leg, Understood
from search.query import Query, guess_language, parse
from search.querysets import PORTAL
from search.scoring import K1, Scorer, Statistics
from search.semantic.embedding import Embedder, chosen
from search.semantic.nearest import NOTHING, Nearest, nearest
from search.spelling import corrected
from search.statistics import Known
from search.terms.memory import Terms, terms_of

# A candidate with less than this part of the leg's best score is only mentioned in passing.
FAR_BELOW = 0.4
FAR_WEIGHT = 0.3
# Own words are the same in every language's summaries, so their scores can be compared; terms' scores less so.
STRENGTH = {"A": 2.0, "B": 0.5}
# The statistics of a language of words.
StatisticsOf = Callable[[str], Statistics]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked, for whom. `reader_language`: of the page; `query_language`: where it is known, else guessed."""

    text: str
    reader_language: str
    audience: tuple[str, ...]
    selected: Selected = field(default_factory=dict)
    languages: tuple[str, ...] = CODES
    query_language: str | None = None
    collection: str = PORTAL
    one_version: bool = True
    facets: bool = True
    # As typed, although no text has such a word.
    literal: bool = False
    # What finds by meaning, where it is switched on.
    embedder: Embedder | None = field(default_factory=chosen)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A ranked list of document keys with what a page needs to explain it.

    `total` may be greater than `ranking`, which holds the best fifty of every language. `corrected`: what was looked
    for instead, because nobody here writes the words as typed. `degraded`: another engine had to stand in.
    """

    understood: Understood
    terms: Terms
    ranking: list[Placed[str]]
    legs: list[Leg]
    counts: Mapping[str, Counter[str]]
    total: int
    engine: str
    seconds: float
    unknown: tuple[str, ...] = ()
    # Found by their meaning and by no word.
    by_meaning: frozenset[str] = frozenset()
    corrected: str = ""
    degraded: bool = False

    @property
    def keys(self) -> list[str]:
        """Document keys, best first."""
        return [placed.key for placed in self.ranking]


def run(request: Request, engine: Engine | None = None) -> Answer:
    """Answer a request. Falls back to PostgreSQL, with the same permissions, when the engine is not available."""
    started = perf_counter()
    query = parse(request.text)
    known = _known(query, request.collection)
    language = request.query_language or _guess(query, known, request.reader_language)
    unknown = () if request.literal else _unknown(query, language, known, request)
    better = corrected(query, unknown, language, request.collection) if unknown else None
    if better is not None:
        query = better
        known = _known(query, request.collection)
    terms = terms_of(request.collection, known.version, known.terms_version)
    understood = legs.understand(query, language, terms.base, known.lemmas)
    statistics_of = _statistics(terms, known)
    every = _legs(understood, terms, known, CODES if request.facets else request.languages, statistics_of)
    ready = [leg for leg in every if leg.language in request.languages]
    counted = every if request.facets else None
    surface = legs.surface(understood, lambda word: language in known.plain.get(word, ()))
    scope = Scope(
        collection=request.collection,
        audience=request.audience,
        languages=request.languages,
        selected=request.selected,
        reading=request.reader_language if _one_version(request) else None,
        excluded=legs.excluded(understood, known.lemmas),
        excluded_language=language,
    )
    near = nearest(understood, terms.base, scope, known.version, request.embedder)
    used = engine or engines.engine()
    ranking: list[Placed[str]] = []

    def ranked(found: Found) -> None:
        ranking[:] = rank(ready, found, statistics_of, near)

    def find(used: Engine) -> Found:
        return used.find(ready, surface, scope, counted=counted, beside=near.candidates, meanwhile=ranked)

    try:
        found, degraded = find(used), False
    except EngineUnavailable:
        used = engines.in_postgres()
        found, degraded = find(used), True
    parts = (*found.legs, near.candidates, found.surface)
    return Answer(
        understood=understood,
        terms=terms,
        ranking=promote(ranking, parts, [o for c in understood.concepts for o in terms.promoted.get(c, ())]),
        legs=ready,
        counts=found.counts,
        total=max(found.total, len(ranking)) if not request.facets else found.total,
        engine=used.name,
        seconds=perf_counter() - started,
        unknown=unknown,
        by_meaning=_by_meaning(near, found),
        corrected=query.text if better is not None else "",
        degraded=degraded,
    )


def _by_meaning(near: Nearest, found: Found) -> frozenset[str]:
    if not near.similarity:
        return frozenset()
    return frozenset(near.similarity) - {candidate.key for part in (*found.legs, found.surface) for candidate in part}


def _one_version(request: Request) -> bool:
    return request.one_version and not request.selected.get("language")


def _known(query: Query, collection: str) -> Known:
    """What the texts know of the query's words, in every language: one statement."""
    asked = set()
    plain_forms = set()
    for language in CODES:
        for form in forms(f"{query.wanted} {' '.join(query.excluded)}", language):
            plain_forms.add(plain(form))
            lemma = key(form, language)
            asked.add((language, lemma))
            if language not in READING:
                asked.add((language, STEM + stem(form, language)))
            if LANGUAGES[language].compounds:
                asked.add((language, PART + lemma))
    return statistics.known(collection, plain_forms, asked)


def _guess(query: Query, known: Known, preferred: str) -> str:
    """A language knows a word when its texts have it as typed or have its lemma."""
    by_language = {}
    for code in CODES:
        words_of_query = set(forms(plain(query.wanted), code))
        by_language[code] = frozenset(
            word
            for word in words_of_query
            if code in known.plain.get(word, ()) or known.frequency.get((code, key(word, code)))
        )
    return guess_language(plain(query.wanted), by_language, preferred).language


def _unknown(query: Query, language: str, known: Known, request: Request) -> tuple[str, ...]:
    """Words of the query, as typed, that neither a text nor a term of its language has, in any inflection."""
    terms = terms_of(request.collection, known.version, known.terms_version)
    typed = {word.form: query.plain[word.start : word.end] for word in words(query.plain, language)}
    unknown = []
    for form, written in typed.items():
        tokens = ((language, key(form, language)), (language, STEM + stem(form, language)))
        if len(form) < legs.SHORTEST_SURFACE or any(c.isdigit() for c in form) or known.plain.get(plain(form)):
            continue
        if any(known.frequency.get(token) for token in tokens):
            continue
        if not terms.base.match([word_keys(form, language)], language):
            unknown.append(written)
    return tuple(unknown)


def _legs(
    understood: Understood, terms: Terms, known: Known, languages: Sequence[str], statistics_of: StatisticsOf
) -> list[Leg]:
    wanted = [code for code in languages if code in LANGUAGES]
    return legs.ready(legs.build(understood, known.lemmas, wanted, terms.alternatives), statistics_of)


def _statistics(terms: Terms, known: Known) -> StatisticsOf:
    """The statistics of a language of words, put together once per question."""
    return cache(lambda language: known.statistics(language, terms.frequency))


def rank(ready: Sequence[Leg], found: Found, statistics_of: StatisticsOf, near: Nearest = NOTHING) -> list[Placed[str]]:
    """Score each leg's candidates, fuse the legs of each language, merge the languages."""
    ranked: dict[str, list[Ranked[str]]] = {}
    strength: dict[str, float] = {}
    for leg, candidates in zip(ready, found.legs, strict=True):
        score = Scorer(leg.units, statistics_of(leg.words_language))
        scored = [(score(c.tokens), c.key) for c in candidates if c.tokens is not None]
        scored.sort(key=itemgetter(0), reverse=True)
        scored += [(0.0, c.key) for c in candidates if c.tokens is None]
        ranked.setdefault(leg.language, []).extend(leg_ranks(scored, leg.weight))
        most = sum(unit.idf for unit in leg.units) * (K1 + 1) or 1.0
        for value, document in scored:
            strength[document] = strength.get(document, 0.0) + STRENGTH[leg.name] * value / most
    for name, candidates in (("C", near.candidates), ("D", found.surface)):
        for language in dict.fromkeys(candidate.language for candidate in candidates):
            keys = [candidate.key for candidate in candidates if candidate.language == language]
            ranked.setdefault(language, []).append(Ranked(keys, legs.WEIGHTS[name]))
    return merge({language: fuse(parts) for language, parts in ranked.items()}, strength)


def leg_ranks(scored: Sequence[tuple[float, str]], weight: float) -> list[Ranked[str]]:
    """A leg's ranking for the fusion: what is far below the leg's best counts at its rank, but with less weight.

    Otherwise a text that two legs mention in passing would overtake the one a single leg is sure of.
    """
    best = scored[0][0] if scored else 0.0
    keys = [key for _score, key in scored]
    near = sum(value >= FAR_BELOW * best for value, _key in scored)
    if near == len(keys):
        return [Ranked(keys, weight)]
    return [Ranked(keys[:near], weight), Ranked(keys, weight * FAR_WEIGHT, skip=near)]


def promote(
    ranking: list[Placed[str]], found: Iterable[Sequence[Candidate]], object_keys: Sequence[str]
) -> list[Placed[str]]:
    """Results an editor bound to one of the concepts come first, in the editor's order."""
    if not object_keys:
        return ranking
    objects = {candidate.key: candidate.object_key for part in found for candidate in part}
    order = {key: position for position, key in enumerate(dict.fromkeys(object_keys))}
    return sorted(ranking, key=lambda placed: order.get(objects.get(placed.key, ""), len(order)))
