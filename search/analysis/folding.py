"""Letters with and without marks: what counts as the same letter in which language."""

import re
import unicodedata
from functools import lru_cache

from search.languages import LANGUAGES

# People type Latvian without marks on a foreign keyboard; the Slovenian č š ž are among these letters too.
# Finnish and Swedish ä ö å and Hungarian vowels are letters of their own and stay.
ALWAYS = str.maketrans("āčēģīķļņōŗšūžćđ", "acegiklnorsuzcd")
_SAME = ALWAYS | str.maketrans("’ʼ`´", "''''")
_BEYOND_ASCII = re.compile("[^\0-\x7f]")


def fold(text: str, language: str) -> str:
    """Small letters, one form per letter, marks folded as the language allows. Never changes the number of words."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFC", text).casefold().translate(_SAME)
    return plain_text(text) if LANGUAGES[language].folds_all else text


class _Bare(dict[int, str]):
    """Each small letter without its marks, worked out when it first turns up."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code))
        bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
        self[code] = unicodedata.normalize("NFC", bare).translate(ALWAYS).replace("ø", "o").replace("ł", "l")
        return self[code]


_BARE = _Bare()


def plain_text(text: str) -> str:
    """Small letters without any mark; for long texts, which nobody asks about twice."""
    if text.isascii():
        return text.lower()
    text = text.casefold()
    # Few letters of a text have marks, and fewer are different: to translate every letter takes three times as long.
    for letter in set(_BEYOND_ASCII.findall(text)):
        text = text.replace(letter, _BARE[ord(letter)])
    return unicodedata.normalize("NFC", text)


plain = lru_cache(maxsize=50_000)(plain_text)
