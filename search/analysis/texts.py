"""The tokens of a text as they are stored: a lemma for each word, and beside it what else the word may be found by."""

from collections.abc import Callable
from dataclasses import dataclass, field

from search.analysis.compounds import Vocabulary
from search.analysis.lemmas import lemma
from search.analysis.stems import stem
from search.analysis.words import LONGEST_WORD, WORD, form_of

STEM = "~"
PART = "+"
BEGIN = "^"
OTHERS = STEM + PART + BEGIN
TITLED = "="
EXACT = "."
BEGIN_LENGTH = 5
# An analyser forgets what it knows after so many different words: memory stays flat over any number of texts.
MOST_KEPT = 150_000


@dataclass(slots=True, eq=False)
class Token:
    """A word of a text: `form` folded, `written` in small letters, `lemma` its key, `extras` its other tokens.

    `extras` are `~stem`, for compounds `+part`, and `^begin`, the first five letters, as they are stored. `key` is the
    lemma's lexeme. `marks` and `implied` are the extras' lexemes as PostgreSQL takes them in: those that have to be
    looked up by themselves, and those that a look-up of lemmas finds as well. One object per word of an analyser, never
    changed: compared by identity, because texts are long.
    """

    form: str
    written: str
    lemma: str
    extras: str
    key: bytes
    marks: list[bytes]
    implied: list[bytes]


@dataclass(frozen=True)
class Analysed:
    """A text in tokens, one per word."""

    tokens: list[Token] = field(default_factory=list)

    @property
    def lemmas(self) -> list[str]:
        """The key of the word at each position."""
        return [token.lemma for token in self.tokens]

    @property
    def extras(self) -> list[tuple[str, ...]]:
        """The other tokens of the word at each position."""
        return [tuple(token.extras.split()) for token in self.tokens]

    @property
    def forms(self) -> dict[str, tuple[str, str]]:
        """Each folded form with its lemma and how it is written: what queries learn inflection and spelling from."""
        return {token.form: (token.lemma, token.written) for token in self.tokens}


class _Known(dict[str, Token | None]):
    """The token of each word, made when it first turns up."""

    def __init__(self, make: Callable[[str], Token | None]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, written: str) -> Token | None:
        token = self[written] = self._make(written)
        return token


class Analyser:
    """Analyses texts of one language and remembers its words: a text costs a look-up per word.

    For the worker: `lemma` loads the dictionary of the language.
    """

    def __init__(
        self,
        language: str,
        vocabulary: Vocabulary | None = None,
        lemmatise: Callable[[str, str], str] = lemma,
    ) -> None:
        self.language = language
        self._vocabulary = vocabulary
        self._lemmatise = lemmatise
        self._known = _Known(self._token)

    def __call__(self, text: str) -> Analysed:
        """The tokens of a text."""
        known = self._known
        if len(known) > MOST_KEPT:
            known.clear()
        return Analysed([*filter(None, map(known.__getitem__, WORD.findall(text)))])

    def _token(self, written: str) -> Token | None:
        form = form_of(written, self.language)[:LONGEST_WORD]
        if not form:
            return None
        found = self._lemmatise(written[:LONGEST_WORD], self.language)
        others = extras(form, found, self.language, self._vocabulary)
        marks: list[bytes] = []
        implied: list[bytes] = []
        for extra in others:
            # Begins are beginnings of lemmas, and who looks for a stem looks for it as a lemma too.
            (implied if extra[0] == BEGIN or extra == STEM + found else marks).append(lexeme(extra))
        return Token(form, written.lower(), found, "  ".join(others), spelled(found).encode(), marks, implied)


def spelled(token: str) -> str:
    """A token as a lexeme: a lemma that is a beginning itself is told apart, or a look-up of that would find it."""
    return EXACT + token if len(token) == BEGIN_LENGTH and token[0] not in OTHERS else token


def lexeme(token: str) -> bytes:
    """A token without places, as PostgreSQL takes in a lexeme: its letters, their end, the number of places."""
    return token.encode() + b"\0\0\0"


def analyse(
    text: str,
    language: str,
    vocabulary: Vocabulary | None = None,
    lemmatise: Callable[[str, str], str] = lemma,
) -> Analysed:
    """Tokens of a single text. For the worker: `lemma` loads the dictionary of the language."""
    return Analyser(language, vocabulary, lemmatise)(text)


def extras(form: str, found: str, language: str, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    """The other tokens of one word, given its folded form and its lemma.

    Latvian and English lemmas are stems already. A number is no word that could begin like another.
    """
    begins = (BEGIN + found[:BEGIN_LENGTH],) if len(found) > BEGIN_LENGTH and found.isalpha() else ()
    if language in ("lv", "en"):
        return begins
    stems = dict.fromkeys((STEM + stem(form, language), STEM + stem(found, language)))
    parts = dict.fromkeys(PART + part for part in vocabulary.parts(found)) if vocabulary else {}
    return (*stems, *parts, *begins)
