"""The tokens of a text as they are stored: a lemma for each word, and beside it what else the word may be found by."""

from collections.abc import Callable
from dataclasses import dataclass, field

from search.analysis.compounds import Vocabulary
from search.analysis.lemmas import lemma
from search.analysis.stems import stem
from search.analysis.words import words

STEM = "~"
PART = "+"
BEGIN = "^"
BEGIN_LENGTH = 5


@dataclass(frozen=True)
class Analysed:
    """A text in tokens.

    `lemmas[i]` is the key of the word at position i; `extras[i]` its other tokens: `~stem`, for
    compounds `+part`, and `^begin`, its first five letters. `forms` maps each folded form of the text to its lemma and
    to how it is written in small letters: what queries learn inflection and spelling from.
    """

    lemmas: list[str] = field(default_factory=list)
    extras: list[tuple[str, ...]] = field(default_factory=list)
    forms: dict[str, tuple[str, str]] = field(default_factory=dict)


def analyse(
    text: str,
    language: str,
    vocabulary: Vocabulary | None = None,
    lemmatise: Callable[[str, str], str] = lemma,
) -> Analysed:
    """Tokens of a text. For the worker: `lemma` loads the dictionary of the language."""
    result = Analysed()
    for word in words(text, language):
        surface = text[word.start : word.end]
        found = lemmatise(surface, language)
        result.lemmas.append(found)
        result.extras.append(extras(word.form, found, language, vocabulary))
        result.forms[word.form] = (found, surface.lower())
    return result


def extras(form: str, found: str, language: str, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    """The other tokens of one word, given its folded form and its lemma.

    Latvian and English lemmas are stems already.
    """
    begins = (BEGIN + found[:BEGIN_LENGTH],) if len(found) > BEGIN_LENGTH else ()
    if language in ("lv", "en"):
        return begins
    stems = dict.fromkeys((STEM + stem(form, language), STEM + stem(found, language)))
    parts = dict.fromkeys(PART + part for part in vocabulary.parts(found)) if vocabulary else {}
    return (*stems, *parts, *begins)
