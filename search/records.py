"""A document in the form in which both engines keep it: its words by language, as tokens; no Django.

`tokens` of one language are one string: the fields' numbers of words, then for title, summary and text their lemmas
and their extras, separated by US (0x1F). `scoring.Tokens` is read back from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.analysis.compounds import Vocabulary
from search.analysis.folding import plain
from search.analysis.lemmas import lemma
from search.analysis.texts import Analysed, analyse
from search.languages import READING
from search.scoring import FIELDS, Tokens, join

SEPARATOR = "\x1f"
MOST_CHARACTERS = 30_000
# PostgreSQL knows four weights; D is its usual one.
VECTOR_WEIGHT = {"title": "A", "summary": "B", "text": "D"}
_FIELD_GAP = 50
_LAST_POSITION = 16_383
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
        return " " + " ".join(" ".join(plain(text) for text in texts).split()) + " "


Analysis = Mapping[str, Analysed]


def analyse_source(
    source: Source, vocabularies: Vocabularies, lemmatise: Callable[[str, str], str] = lemma
) -> dict[str, dict[str, Analysed]]:
    """Language → field → tokens."""
    return {
        language: {
            name: analyse(text, language, vocabularies.get(language), lemmatise)
            for name, text in source.fields(language).items()
        }
        for language in source.languages
    }


def pack(fields: Analysis) -> str:
    """The tokens of one language as one string."""
    parts = [",".join(str(len(fields[name].lemmas)) if name in fields else "0" for name in FIELDS)]
    for name in FIELDS:
        found = fields.get(name)
        parts.append(join(found.lemmas) if found else "")
        parts.append(join(token for extras in found.extras for token in extras) if found else "")
    return SEPARATOR.join(parts)


def unpack(packed: str) -> Tokens:
    """The reverse of `pack`; a string that was cut off gives what is there."""
    parts = packed.split(SEPARATOR)
    parts += [""] * (1 + 2 * len(FIELDS) - len(parts))
    numbers = [int(number or 0) for number in (parts[0] or ",").split(",")]
    return Tokens(
        lemmas={name: parts[1 + 2 * n] for n, name in enumerate(FIELDS)},
        extras={name: parts[2 + 2 * n] for n, name in enumerate(FIELDS)},
        lengths=dict(zip(FIELDS, [*numbers, 0, 0, 0][: len(FIELDS)], strict=True)),
    )


def lemma_list(tokens: Tokens, name: str) -> list[str]:
    """The lemmas of a field, one per word of its text."""
    return tokens.lemmas[name].split()


def vector(fields: Analysis) -> str:
    """The tokens of one language as the text of a PostgreSQL tsvector, with positions and weights."""
    places: dict[str, list[str]] = {}
    position = 1
    for name in FIELDS:
        found = fields.get(name)
        if not found:
            continue
        for found_lemma, extras in zip(found.lemmas, found.extras, strict=True):
            place = f"{min(position, _LAST_POSITION)}{VECTOR_WEIGHT[name]}"
            for token in dict.fromkeys((found_lemma, *extras)):
                places.setdefault(token, []).append(place)
            position += 1
        position += _FIELD_GAP
    return " ".join(f"{quoted(token)}:{','.join(dict.fromkeys(where[:250]))}" for token, where in places.items())


def quoted(token: str) -> str:
    """A token as a lexeme in a tsvector or tsquery."""
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def distinct_tokens(fields: Analysis) -> set[str]:
    """Every token of one language once: what document frequencies count."""
    return {
        token
        for found in fields.values()
        for lemma_, extras in zip(found.lemmas, found.extras, strict=True)
        for token in (lemma_, *extras)
    }


def stored_tokens(packed: str) -> set[str]:
    """The same from stored tokens."""
    return {token for part in packed.split(SEPARATOR)[1:] for token in part.split()}


def known_forms(fields: Analysis) -> dict[str, tuple[str, str]]:
    """Folded form → lemma and way of writing, over the fields of one language."""
    return {form: known for found in fields.values() for form, known in found.forms.items()}
