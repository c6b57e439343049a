"""A document in the form in which both engines keep it: its words by language, as tokens; no Django.

`tokens` of one language are one string: the fields' numbers of words, then for title, summary and text their lemmas
and their extras, separated by US (0x1F). `scoring.Tokens` is read back from it.

`lexemes` are the same words for look-up in PostgreSQL, all languages in one tsvector. Each lexeme begins with a
`prefix` for collection, language of the document and language of the words, so that a look-up reads only the postings
it is about. Words that stand out have a second lexeme: `=` in the title, `!` said often.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from search.analysis.compounds import Vocabulary
from search.analysis.folding import plain_text
from search.analysis.lemmas import lemma
from search.analysis.texts import BEGIN, Analysed, Analyser, Token
from search.languages import READING
from search.scoring import FIELDS, Tokens

SEPARATOR = "\x1f"
MOST_CHARACTERS = 30_000
TITLED, OFTEN = "=", "!"
OFTEN_FROM = 3
_FIELD_GAP = 50
_LAST_POSITION = 16_383
_MOST_POSITIONS = 250
_LONGEST_LEXEME = 200
PORTAL = "portal"
Vocabularies = Mapping[str, Vocabulary]
Analysis = Mapping[str, Analysed]


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


def analyse_source(source: Source, analysers: Analysers) -> dict[str, dict[str, Analysed]]:
    """Language → field → tokens."""
    return {
        language: {name: analysers[language](text) for name, text in source.fields(language).items()}
        for language in source.languages
    }


def pack(fields: Analysis) -> str:
    """The tokens of one language as one string."""
    parts = [",".join(str(len(fields[name].tokens)) if name in fields else "0" for name in FIELDS)]
    for name in FIELDS:
        found = fields[name].tokens if name in fields else []
        lemmas = "  ".join([token.lemma for token in found])
        extras = "  ".join([token.joined for token in found if token.joined])
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
        packed=packed,
    )


def lemma_list(tokens: Tokens, name: str) -> list[str]:
    """The lemmas of a field, one per word of its text."""
    return tokens.lemmas[name].split()


def prefix(collection: str, language: str, words_language: str) -> str:
    """What every lexeme of such words begins with; the portal's own collection has the shortest."""
    tag = "" if collection == PORTAL else blake2b(collection.encode(), digest_size=4).hexdigest()
    return f"{tag}{language}{words_language}:"


def lexemes(collection: str, language: str, analysed: Mapping[str, Analysis]) -> str:
    """The words of a document as the text of a tsvector. Only lemmas have places: phrases are made of them."""
    parts = []
    for words_language, fields in analysed.items():
        places: dict[str, list[str]] = {}
        position = 1
        for name in FIELDS:
            found = fields[name].tokens if name in fields else []
            for number, token in enumerate(found, start=position):
                where = places.get(token.lemma)
                if where is None:
                    places[token.lemma] = [_NUMBERS[number]]
                else:
                    where.append(_NUMBERS[number])
            position += len(found) + _FIELD_GAP
        written = [_written(token) for token in distinct_words(fields)]
        titled = [_written(token) for token in set(fields["title"].tokens)] if "title" in fields else []
        # Joined as a whole, because a function call per word would take longer than all the rest.
        text = " ".join([
            *[f"'\0{_escaped(lemma_)}':{','.join(where[:_MOST_POSITIONS])}" for lemma_, where in places.items()],
            *[f"'\0{OFTEN}{_escaped(lemma_)}'" for lemma_, where in places.items() if len(where) >= OFTEN_FROM],
            *[extras for extras, _titled in written if extras],
            *[titled_ for _extras, titled_ in titled],
        ])  # fmt: skip
        parts.append(text.replace("\0", prefix(collection, language, words_language)))
    return " ".join(parts)


@lru_cache(maxsize=200_000)
def _written(token: Token) -> tuple[str, str]:
    """The extras of a word as lexemes, and what it gives besides when it is in the title; `\\0` for the prefix."""
    standing_out = [token.lemma, *[extra for extra in token.extras if extra[0] != BEGIN]]
    return (
        " ".join([f"'\0{_escaped(extra)}'" for extra in token.extras]),
        " ".join([f"'\0{_escaped(TITLED + part)}'" for part in standing_out]),
    )


_NUMBERS = [str(min(number, _LAST_POSITION)) for number in range(MOST_CHARACTERS * 2)]


def _escaped(token: str) -> str:
    if "'" in token or "\\" in token or len(token) > _LONGEST_LEXEME:
        return token.replace("\\", "\\\\").replace("'", "''")[:_LONGEST_LEXEME]
    return token


def quoted(token: str) -> str:
    """A lexeme in a tsquery."""
    return f"'{_escaped(token)}'"


def distinct_words(fields: Analysis) -> set[Token]:
    """Every word of one language once."""
    return set().union(*[analysed.tokens for analysed in fields.values()])


def distinct_tokens(words: Iterable[Token]) -> set[str]:
    """Every token of these words once: what document frequencies count."""
    found = {token.lemma for token in words}
    return found.union(*[token.extras for token in words])


def stored_tokens(packed: str) -> set[str]:
    """The same from stored tokens."""
    return {token for part in packed.split(SEPARATOR)[1:] for token in part.split()}
