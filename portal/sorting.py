"""The order of Latvian words, for lists of people and names. No Django.

PostgreSQL without ICU sorts by code point: Šmite after Zariņa, Āboliņa last of all. Here č, ģ, ķ, ļ, ņ, š, ž and the
old ŗ are letters after their plain one; ā, ē, ī, ō, ū are vowels that count only when all else is equal, and y goes
with i (Unicode CLDR, collation `lv`).
"""

import unicodedata

_LETTERS = "čģķļņŗšž"
_AFTER = "~"  # after every letter by code point


def latvian_key(*parts: str) -> str:
    """A text that sorts by code point as these parts, one after another, sort in Latvian: letters, then their marks."""
    folded = [unicodedata.normalize("NFC", part).casefold().strip() for part in parts]
    return " ".join(f"{''.join(map(_letter, part))} {part}" for part in folded)


def _letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    if letter in _LETTERS:
        return plain + _AFTER
    return "i" if plain == "y" else plain
