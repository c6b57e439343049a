"""A document in the form in which both engines keep it: its words by language, as tokens; no Django.

`tokens` of one language are one string: the fields' numbers of words, then for title, summary and text their lemmas
and their extras, separated by US (0x1F). `scoring.Tokens` is read back from it.

`lexemes` are the same words for look-up in PostgreSQL, all languages in one tsvector. Each lexeme begins with a
`prefix` for collection, language of the document and language of the words, so that a look-up reads only the postings
it is about. Words that stand out have a second lexeme: `=` in the title, `!` said often. What `named` finds among the
lemmas has none: beginnings of words, and stems that are the word itself. They are written as PostgreSQL sends and takes
in a tsvector itself (`tsvectorrecv` in its source): nothing has to be escaped, read or put together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, repeat

from search.analysis.compounds import Vocabulary
from search.analysis.folding import plain_text
from search.analysis.lemmas import lemma
from search.analysis.texts import BEGIN, STEM, Analyser, Token, lexeme, spelled
from search.analysis.texts import TITLED as TITLED
from search.languages import READING
from search.scoring import FIELDS, SEPARATOR, Tokens

MOST_CHARACTERS = 30_000
OFTEN = "!"
OFTEN_FROM = 3
_FIELD_GAP = 50
_LAST_POSITION = 16_383
_MOST_POSITIONS = 250
_LONGEST_LEXEME = 200
PORTAL = "portal"
Vocabularies = Mapping[str, Vocabulary]


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a record is made of: own words and, where there are any, Latvian and English title and summary."""

    language: str
    title: str
    summary: str = ""
    text: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)

    def fields(self, language: str) -> dict[str, str]:
        """The texts in one language by field; nothing where there are none."""
        if language == self.language:
            texts = {"title": self.title, "summary": self.summary, "text": self.text[:MOST_CHARACTERS]}
        else:
            texts = {"title": self.titles.get(language, ""), "summary": self.summaries.get(language, "")}
        return {name: text for name, text in texts.items() if text}

    @property
    def languages(self) -> list[str]:
        """The languages it has words in."""
        return [code for code in dict.fromkeys((self.language, *READING)) if self.fields(code)]

    @property
    def surface(self) -> str:
        """All its words in small letters without marks, between spaces."""
        texts = [text for language in self.languages for text in self.fields(language).values()]
        return f" {' '.join(plain_text(' '.join(texts)).split())} "

    @property
    def headings(self) -> str:
        """Its titles in all languages, in small letters without marks, between spaces: what suggestions look in."""
        titles = dict.fromkeys((self.title, *(self.titles.get(code, "") for code in READING)))
        return f" {' '.join(plain_text(' '.join(titles)).split())} "


class Analysers:
    """The analysers of all languages, kept as long as the vocabularies hold."""

    def __init__(self, vocabularies: Vocabularies, lemmatise: Callable[[str, str], str] = lemma) -> None:
        self._vocabularies = vocabularies
        self._lemmatise = lemmatise
        self._made: dict[str, Analyser] = {}

    def __getitem__(self, language: str) -> Analyser:
        if language not in self._made:
            self._made[language] = Analyser(language, self._vocabularies.get(language), self._lemmatise)
        return self._made[language]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document in one language. `fields`: tokens by field; `distinct`: each once.

    `places`: lemma → its places, two bytes each; only lemmas have places, phrases are made of them. `marks` and
    `implied`: the other tokens, as in `Token`. All three are what document frequencies count.
    """

    fields: Mapping[str, Sequence[Token]]
    distinct: frozenset[Token]
    places: Mapping[bytes, bytes]
    marks: frozenset[bytes]
    implied: frozenset[bytes]


def analyse_source(source: Source, analysers: Analysers) -> dict[str, Words]:
    """Language → its words."""
    return {
        language: _words({name: analysers[language](text).tokens for name, text in source.fields(language).items()})
        for language in source.languages
    }


def _words(fields: Mapping[str, Sequence[Token]]) -> Words:
    places: dict[bytes, bytes] = {}
    start = 1
    for name in FIELDS:
        tokens = fields.get(name, ())
        end = start + len(tokens)
        for token, place in zip(tokens, chain(_PLACES[start:end], repeat(_LAST_PLACE)), strict=False):
            if token.key in places:
                places[token.key] += place
            else:
                places[token.key] = place
        start = end + _FIELD_GAP
    distinct: frozenset[Token] = frozenset().union(*fields.values())
    marks: frozenset[bytes] = frozenset().union(*[token.marks for token in distinct])
    implied: frozenset[bytes] = frozenset().union(*[token.implied for token in distinct])
    return Words(fields, distinct, places, marks, implied - marks)


def pack(words: Words) -> str:
    """The tokens of one language as one string."""
    found = [words.fields.get(name, ()) for name in FIELDS]
    parts = [",".join([str(len(tokens)) for tokens in found])]
    for tokens in found:
        lemmas = "  ".join([token.lemma for token in tokens])
        extras = "  ".join([token.extras for token in tokens if token.extras])
        parts += (f" {lemmas} " if lemmas else "", f" {extras} " if extras else "")
    return SEPARATOR.join(parts)


def unpack(packed: str) -> Tokens:
    """The reverse of `pack`; a string that was cut off gives what is there."""
    parts = packed.split(SEPARATOR)
    parts += [""] * (1 + 2 * len(FIELDS) - len(parts))
    numbers = [int(number or 0) for number in (parts[0] or ",").split(",")]
    return Tokens(
        lemmas=dict(zip(FIELDS, parts[1::2], strict=False)),
        extras=dict(zip(FIELDS, parts[2::2], strict=False)),
        lengths=dict(zip(FIELDS, [*numbers, 0, 0, 0], strict=False)),
    )


def lemma_list(tokens: Tokens, name: str) -> list[str]:
    """The lemmas of a field, one per word of its text."""
    return tokens.lemmas[name].split()


@lru_cache(maxsize=1_000)
def prefix(collection: str, language: str, words_language: str) -> str:
    """What every lexeme of such words begins with; the portal's own collection has the shortest."""
    tag = "" if collection == PORTAL else blake2b(collection.encode(), digest_size=4).hexdigest()
    return f"{tag}{language}{words_language}:"


def lexemes(collection: str, language: str, analysed: Mapping[str, Words]) -> bytes:
    """The words of a document as a tsvector."""
    number, parts = 0, []
    for words_language, words in analysed.items():
        titled = {_TITLED + found for token in words.fields.get("title", ()) for found in _alone(token)}
        # Each begins with the prefix: it is put between them.
        found = [b""]
        found += [key + _NUMBERS[len(where)] + where for key, where in _few(words).items()]
        found += [_OFTEN + key + _NO_PLACE for key, where in words.places.items() if len(where) >= OFTEN_FROM * _BYTES]
        found += words.marks
        found += titled
        number += len(found) - 1
        parts.append(prefix(collection, language, words_language).encode().join(found))
    return number.to_bytes(4) + b"".join(parts)


def _few(words: Words) -> Mapping[bytes, bytes]:
    """Places as PostgreSQL takes them: not too many of a word, and the last possible one once."""
    if sum(map(len, words.fields.values())) < _MOST_POSITIONS:
        return words.places
    few = {key: where[: _MOST_POSITIONS * _BYTES] for key, where in words.places.items()}
    for key, where in few.items():
        while where.endswith(_LAST_PLACE * 2):
            where = few[key] = where[:-_BYTES]
    return few


_BYTES = 2
_PLACES = [number.to_bytes(_BYTES) for number in range(_LAST_POSITION)]
_LAST_PLACE = _LAST_POSITION.to_bytes(_BYTES)
# What stands between a lexeme and its places, by their length: the end of the letters and the number of places.
_NUMBERS = [b"\0" + (length // _BYTES).to_bytes(2) for length in range(_MOST_POSITIONS * _BYTES + 1)]
_NO_PLACE = lexeme("")
_OFTEN, _TITLED = OFTEN.encode(), TITLED.encode()


def _alone(token: Token) -> tuple[bytes, ...]:
    """What of a word is looked up by itself."""
    return token.key + _NO_PLACE, *token.marks


def _escaped(token: str) -> str:
    if "'" in token or "\\" in token or len(token) > _LONGEST_LEXEME:
        return token.replace("\\", "\\\\").replace("'", "''")[:_LONGEST_LEXEME]
    return token


def quoted(token: str) -> str:
    """A lexeme in a tsquery."""
    return f"'{_escaped(token)}'"


def named(begin: str, token: str, mark: str = "") -> str:
    """A token in a tsquery, by whichever lexemes it has. `begin`: the prefix; `mark`: only where it stands out."""
    begin += mark
    if token[0] == BEGIN:
        return f"{quoted(begin + token[1:])}:*"
    if token[0] == STEM:
        return f"({quoted(begin + token)} | {quoted(begin + spelled(token[1:]))})"
    return quoted(begin + spelled(token))


def stored_tokens(packed: str) -> set[str]:
    """Every token of these words once, lemmas and others: what document frequencies count."""
    return {token for part in packed.split(SEPARATOR)[1:] for token in part.split()}
