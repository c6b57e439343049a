"""Takes compounds apart: kielikurssi → kieli, kurssi; flyktingmottagning → flykting, mottagning.

Only against a vocabulary (the term base's words and the words of the texts themselves), so that nothing is cut that
is not made of words people use here.
"""

from collections.abc import Iterable

from search.analysis.stems import stem
from search.languages import LANGUAGES

SHORTEST_PART = 4
SHORTEST_HEAD = 3  # työ, ügy
SHORTEST_COMPOUND = 8
MOST_PARTS = 3


class Vocabulary:
    """The words of one language that may be parts of others, as lemmas."""

    def __init__(self, language: str, lemmas: Iterable[str] = ()) -> None:
        self.language = language
        self._links = LANGUAGES[language].links
        self._lemmas: set[str] = set()
        self._by_stem: dict[str, str] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        self.add(lemmas)

    def add(self, lemmas: Iterable[str]) -> None:
        """Let these words be parts too."""
        for lemma in lemmas:
            if len(lemma) < SHORTEST_HEAD or not lemma.isalpha():
                continue
            self._lemmas.add(lemma)
            if len(lemma) >= SHORTEST_PART:
                bare = stem(lemma, self.language)
                if len(bare) >= SHORTEST_PART - 1:
                    self._by_stem.setdefault(bare, lemma)
        self._known.clear()

    def parts(self, lemma: str) -> tuple[str, ...]:
        """The lemmas the compound is made of; empty when it is none or cannot be told."""
        if not LANGUAGES[self.language].compounds or len(lemma) < SHORTEST_COMPOUND or not lemma.isalpha():
            return ()
        found = self._known.get(lemma)
        if found is None:
            found = self._known[lemma] = self._split(lemma, MOST_PARTS) or self._ending(lemma)
        return found

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        """The split whose last part is longest and whose every part is known."""
        if most < 2:
            return ()
        for cut in range(SHORTEST_HEAD, len(word) - SHORTEST_PART + 1):
            tail = self._as_tail(word[cut:])
            if not tail:
                continue
            head = self._as_head(word[:cut])
            if head:
                return (head, tail)
            rest = self._split_head(word[:cut], most - 1)
            if rest:
                return (*rest, tail)
        return ()

    def _split_head(self, word: str, most: int) -> tuple[str, ...]:
        for bare in self._without_links(word):
            if found := self._split(bare, most):
                return found
        return ()

    def _ending(self, word: str) -> tuple[str, ...]:
        """A known last part of a word whose beginning is not known still says what kind of thing it is."""
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART):
            tail = word[cut:]
            if len(tail) >= SHORTEST_PART + 2 and tail in self._lemmas:
                return (tail,)
        return ()

    def _as_tail(self, text: str) -> str | None:
        if len(text) < SHORTEST_PART:
            return None
        if text in self._lemmas:
            return text
        return self._by_stem.get(stem(text, self.language)) if len(text) > SHORTEST_PART + 1 else None

    def _as_head(self, text: str) -> str | None:
        for bare in self._without_links(text):
            if bare in self._lemmas:
                return bare
        for bare in self._without_links(text):
            if len(bare) >= SHORTEST_PART:
                found = self._by_stem.get(bare) or self._by_stem.get(stem(bare, self.language))
                if found:
                    return found
        return self._bound_form(text)

    def _bound_form(self, text: str) -> str | None:
        """Finnish -nen words stand as -s in compounds (kotoutumis-), -minen verbs likewise; Swedish drops -a, -e."""
        if self.language == "fi" and text.endswith("s"):
            candidate = text[:-1] + "nen"
            return candidate if candidate in self._lemmas else None
        if self.language == "sv":
            bare = text.removesuffix("s")
            return next((bare + vowel for vowel in "ea" if bare + vowel in self._lemmas), None)
        return None

    def _without_links(self, text: str) -> list[str]:
        return [
            text,
            *(text[: -len(link)] for link in self._links if text.endswith(link) and len(text) > len(link) + 2),
        ]
