"""Which words are looked for in which texts: the legs of a search; no Django.

A: the query's own words, in texts of the query's language and, for Latvian and English, in every title and summary.
B: the terms of the query's concepts in the language of the texts. Only where a concept was found.
C: texts that mean the like; only with the semantic extra (`search.semantic`).
D: parts of words, for names, numbers and words nobody knows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.analysis.folding import plain
from search.analysis.lemmas import key
from search.analysis.stems import stem
from search.analysis.texts import BEGIN, BEGIN_LENGTH, PART, STEM
from search.analysis.words import forms
from search.expansion import Expansion, Match, TermBase, word_keys
from search.languages import LANGUAGES, READING
from search.query import Query
from search.scoring import Alternative, Statistics, Unit, sufficient, weigh

WEIGHTS = {"A": 2.0, "B": 2.0, "C": 1.0, "D": 0.5}
STEM_WEIGHT = 0.5
PART_WEIGHT = 0.5
SYNONYM_WEIGHT = 0.4
BEGIN_WEIGHT = 0.15
OWN_BEGIN_WEIGHT = 0.02
FEW = 5
MANY, MANY_MORE = 60, 400
SHORTEST_SURFACE = 4
KnownLemmas = Mapping[tuple[str, str], frozenset[str]]
# What concepts are looked for by in a language; None where they have no term in it.
AlternativesOf = Callable[[tuple[str, ...], str], tuple[Alternative, ...] | None]


@dataclass(frozen=True)
class Leg:
    """One look-up: texts of `language`, in the words of `words_language`, that have one of the `sets` of units.

    `most`: it finds no more texts than that; None where this is not known.
    """

    name: str
    language: str
    words_language: str
    units: tuple[Unit, ...]
    sets: tuple[tuple[int, ...], ...] = ()
    most: int | None = None

    @property
    def weight(self) -> float:
        """Its weight in the fusion."""
        return WEIGHTS[self.name]


@dataclass(frozen=True)
class Surface:
    """Leg D: pieces of words without marks. `always`: also when the other legs found enough."""

    pieces: tuple[str, ...]
    always: bool = False


@dataclass(frozen=True)
class Understood:
    """A query that was read: its words, their concepts, the legs to run."""

    query: Query
    language: str
    words: tuple[str, ...]
    matches: tuple[Match, ...]

    @property
    def concepts(self) -> tuple[str, ...]:
        """All concepts named, in order."""
        return tuple(dict.fromkeys(concept for match in self.matches for concept in match.concepts))


def understand(query: Query, language: str, base: TermBase, known: KnownLemmas) -> Understood:
    """Read the query in a language: words, then concepts by the longest match."""
    words = tuple(forms(query.wanted, language))
    keys = [word_keys(word, language, known.get((language, word), ())) for word in words]
    return Understood(query, language, words, tuple(base.match(keys, language)))


def build(
    understood: Understood, known: KnownLemmas, languages: Iterable[str], alternatives: AlternativesOf
) -> list[Leg]:
    """Legs A and B for each language of texts, units not yet weighed."""
    legs = []
    own = _own_units(understood, known)
    for language in languages:
        words_language = understood.language if understood.language in READING else language
        if own and (understood.language == language or understood.language in READING):
            legs.append(Leg("A", language, words_language, own))
        units = _concept_units(understood, language, alternatives)
        if units and language == understood.language:
            units = _with_own_words(understood, known, units)
        if units:
            legs.append(Leg("B", language, language, units))
    return legs


def ready(legs: Sequence[Leg], statistics: Callable[[str], Statistics]) -> list[Leg]:
    """The legs with weighed units; those that can find nothing are left out."""
    weighed = []
    # Leg A asks the texts of every language for the same words.
    made: dict[tuple[int, str], tuple[tuple[Unit, ...], tuple[tuple[int, ...], ...]]] = {}
    for leg in legs:
        place = (id(leg.units), leg.words_language)
        if place not in made:
            stats = statistics(leg.words_language)
            units = tuple(lean(unit, stats) for unit in weigh(leg.units, stats))
            made[place] = units, tuple(sufficient(units))
        units, sets = made[place]
        if sets:
            documents = statistics(leg.language).documents
            weighed.append(replace(leg, units=units, sets=sets, most=most(units, sets, stats, documents)))
    return weighed


def most(units: Sequence[Unit], sets: Iterable[Sequence[int]], stats: Statistics, documents: int) -> int:
    """More texts than this cannot have one of the sets, by how many have each word; at most all of the language."""
    found = [
        sum(stats.frequency.get(a.tokens[0], documents) for a in unit.alternatives) if unit.alternatives else 0
        for unit in units
    ]
    return min(documents, sum(min(found[n] for n in chosen) for chosen in sets))


def needed(alternatives: Iterable[Alternative], language: str) -> list[Alternative]:
    """Those that find every text all of them find.

    A row of words finds nothing new beside one of its words alone, and a word nothing beside its own stem or beginning,
    which texts have with it.
    """
    every = list(alternatives)
    alone = {alternative.tokens[0] for alternative in every if len(alternative.tokens) == 1}

    def found_anyway(token: str) -> bool:
        return STEM + stem(token, language) in alone or (
            len(token) > BEGIN_LENGTH and token.isalpha() and BEGIN + token[:BEGIN_LENGTH] in alone
        )

    return [
        alternative
        for alternative in every
        if not any(found_anyway(t) or (t in alone and len(alternative.tokens) > 1) for t in alternative.tokens)
    ]


def lean(unit: Unit, stats: Statistics) -> Unit:
    """Without beginnings of words where many texts have the words themselves, without stems and parts where most do."""
    frequency = max(
        (min(stats.frequency.get(t, 0) for t in a.tokens) for a in unit.alternatives if a.weight > STEM_WEIGHT),
        default=0,
    )
    dropped = (BEGIN, STEM, PART) if frequency >= MANY_MORE else (BEGIN,) if frequency >= MANY else ()
    if not dropped:
        return unit
    return replace(unit, alternatives=tuple(a for a in unit.alternatives if not a.tokens[0].startswith(dropped)))


def tokens(legs: Iterable[Leg]) -> set[tuple[str, str]]:
    """Every (language of words, token) whose frequency must be known."""
    return {
        (leg.words_language, token)
        for leg in legs
        for unit in leg.units
        for alternative in unit.alternatives
        for token in alternative.tokens
    }


def surface(understood: Understood, is_known: Callable[[str], bool]) -> Surface | None:
    """Leg D: words no text and no concept knows, names and numbers; else all longer words."""
    plain_words = [plain(word) for word in forms(understood.query.wanted, understood.language)]
    capitals = {
        plain(word)
        for number, word in enumerate(understood.query.wanted.split())
        if number and word[:1].isupper() and not understood.query.text.isupper()
    }
    special = [word for word in plain_words if any(c.isdigit() for c in word) or word in capitals]
    unknown = [word for word in plain_words if len(word) >= SHORTEST_SURFACE and not is_known(word)]
    pieces = special or unknown or [word for word in plain_words if len(word) >= SHORTEST_SURFACE]
    pieces = [piece for piece in dict.fromkeys(pieces) if len(piece) >= 3]
    return Surface(tuple(pieces[:6]), always=bool(special)) if pieces else None


def word_alternatives(word: str, language: str, lemmas: Iterable[str]) -> tuple[Alternative, ...]:
    """A word of the query as texts of its language may have it."""
    exact = dict.fromkeys((key(word, language), *sorted(lemmas)))
    found = [Alternative((lemma,), 1.0, word) for lemma in exact]
    if language not in READING:
        stems = dict.fromkeys(STEM + stem(form, language) for form in (word, *exact))
        found += [Alternative((token,), STEM_WEIGHT, word) for token in stems]
    if LANGUAGES[language].compounds:
        found += [Alternative((PART + lemma,), PART_WEIGHT, word) for lemma in exact]
    begins = dict.fromkeys(
        BEGIN + lemma[:BEGIN_LENGTH] for lemma in exact if len(lemma) > BEGIN_LENGTH and lemma.isalpha()
    )
    found += [Alternative((token,), OWN_BEGIN_WEIGHT, word) for token in begins]
    return tuple(found)


def term_alternatives(expansion: Expansion, language: str) -> tuple[Alternative, ...]:
    """A term as texts may have it: its lemmas in a row; a single word also as a stem and inside compounds."""
    lemmas = expansion.lemmas
    found = [Alternative(lemmas, expansion.weight, expansion.text, expansion.narrower)]
    if len(lemmas) == 1 and language not in READING:
        bare = stem(lemmas[0], language)
        found.append(Alternative((STEM + bare,), expansion.weight * STEM_WEIGHT, expansion.text, expansion.narrower))
        if LANGUAGES[language].compounds:
            part = Alternative((PART + lemmas[0],), expansion.weight * PART_WEIGHT, expansion.text, expansion.narrower)
            found.append(part)
    if len(lemmas) == 1 and len(lemmas[0]) > BEGIN_LENGTH:
        token = BEGIN + lemmas[0][:BEGIN_LENGTH]
        found.append(Alternative((token,), expansion.weight * BEGIN_WEIGHT, expansion.text, expansion.narrower))
    return tuple(found)


def _own_units(understood: Understood, known: KnownLemmas) -> tuple[Unit, ...]:
    language = understood.language
    units = [
        Unit(word, word_alternatives(word, language, known.get((language, word), ())))
        for word in dict.fromkeys(forms(understood.query.plain, language))
    ]
    for phrase in understood.query.phrases:
        words = forms(phrase, language)
        options: Sequence[tuple[str, ...]] = [()]
        for word in words:
            lemmas = dict.fromkeys((key(word, language), *sorted(known.get((language, word), ()))))
            options = [(*option, lemma) for option in options for lemma in lemmas][:8]
        units.append(
            Unit(phrase, tuple(Alternative(option, 1.0, phrase) for option in options if option), required=True)
        )
    return tuple(unit for unit in units if unit.alternatives)


def _concept_units(understood: Understood, language: str, alternatives: AlternativesOf) -> tuple[Unit, ...]:
    units = []
    for match in understood.matches:
        found = alternatives(match.concepts, language)
        if found is not None:
            units.append(Unit(" ".join(understood.words[match.start : match.end]), found))
    if understood.query.phrases and len(units) < len(understood.matches):
        return ()
    return tuple(units)


def _with_own_words(understood: Understood, known: KnownLemmas, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """In the query's own language synonyms only add to the words as typed, and words without a concept count too."""
    language = understood.language
    named = {unit.name: unit for unit in units}
    matched = {n for match in understood.matches for n in range(match.start, match.end)}
    together = []
    for match in understood.matches:
        name = " ".join(understood.words[match.start : match.end])
        synonyms = named[name].alternatives if name in named else ()
        for word in understood.words[match.start : match.end]:
            typed = word_alternatives(word, language, known.get((language, word), ()))
            tokens_typed = {alternative.tokens for alternative in typed}
            other = [replace(a, weight=a.weight * SYNONYM_WEIGHT) for a in synonyms if a.tokens not in tokens_typed]
            together.append(Unit(word, (*typed, *other)))
    for n, word in enumerate(understood.words):
        if n not in matched:
            together.append(Unit(word, word_alternatives(word, language, known.get((language, word), ()))))
    return tuple(together)


def excluded(understood: Understood, known: KnownLemmas) -> tuple[Alternative, ...]:
    """What must not occur, in the query's language."""
    language = understood.language
    return tuple(
        alternative
        for typed in understood.query.excluded
        for word in forms(typed, language)
        for alternative in word_alternatives(word, language, known.get((language, word), ()))
        if alternative.weight == 1.0
    )
