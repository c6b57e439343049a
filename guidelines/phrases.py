"""Words of another script inside a sentence: found, so that a page can mark their language and direction. No Django."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A run of one script with the spaces and marks between its words.
RUNS = re.compile(
    r"(?P<Arab>[؀-ۿݐ-ݿ]+(?:[\s‌]+[؀-ۿݐ-ݿ]+)*)"
    r"|(?P<Cyrl>[Ѐ-ԯ]+(?:[\s’'-]+[Ѐ-ԯ]+)*)"
    r"|(?P<Deva>[ऀ-ॿ]+(?:\s+[ऀ-ॿ]+)*)"
)
RIGHT_TO_LEFT = {"Arab"}
# ISO 639-3 of the guides to the two-letter codes that browsers know.
TWO_LETTERS = {"ara": "ar", "ukr": "uk", "rus": "ru", "hin": "hi", "uzb": "uz", "vie": "vi", "hye": "hy", "pes": "fa"}


@dataclass(frozen=True)
class Phrase:
    """A stretch of text; `script` is empty for the page's own."""

    text: str
    script: str = ""

    @property
    def right_to_left(self) -> bool:
        return self.script in RIGHT_TO_LEFT


def phrases(text: str) -> Iterator[Phrase]:
    """The text in stretches of one script each; joined they are the text again."""
    end = 0
    for run in RUNS.finditer(text):
        if run.start() > end:
            yield Phrase(text[end : run.start()])
        yield Phrase(run.group(), run.lastgroup or "")
        end = run.end()
    if end < len(text):
        yield Phrase(text[end:])


def language_code(code: str) -> str:
    """`ara` → `ar`; a code browsers know no shorter form of stays."""
    return TWO_LETTERS.get(code, code)
