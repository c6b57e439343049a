"""The order of words: of Latvian ones for lists of people, of others for lists of names. No Django.

PostgreSQL without ICU sorts by code point: Šmite after Zariņa, Āboliņa last of all. Here č, ģ, ķ, ļ, ņ, š, ž and the
old ŗ are letters after their plain one; ā, ē, ī, ō, ū are vowels that count only when all else is equal, and y goes
with i (Unicode CLDR, collation `lv`).
"""

import unicodedata

_LETTERS = "čģķļņŗšž"
_AFTER = "~"  # after every Latin letter by code point
_BEYOND = "\uffff"  # after every letter
# Letters that do not stand where their code point or their plain letter does: each group in its order (CLDR).
_GROUPS = {
    "az": "cç eə gğ hxı kq oö sş uü",
    "es": "nñ",
    "fa": "ءآ بپ جچ زژ قکگ نوه",
    "ru": "ий",
    "tr": "cç gğ hı oö sş uü",
    "uk": "гґ еє иіїй",
    "vi": "aăâ dđ eê oôơ uư",
}
_PLACES = {
    language: {letter: group[0] + _BEYOND * n for group in groups.split() for n, letter in enumerate(group) if n}
    for language, groups in _GROUPS.items()
}


def latvian_key(*parts: str) -> str:
    """A text that sorts by code point as these parts, one after another, sort in Latvian: letters, then their marks."""
    folded = [unicodedata.normalize("NFC", part).casefold().strip() for part in parts]
    return " ".join(f"{''.join(map(_letter, part))} {part}" for part in folded)


def name_key(name: str, language: str) -> str:
    """A text that sorts by code point as this name sorts in its language; marks count only when all else is equal."""
    if language == "lv":
        return latvian_key(name)
    folded = unicodedata.normalize("NFC", name).casefold().strip()
    places = _PLACES.get(language, {})
    letters = [places.get(one) or unicodedata.normalize("NFD", one)[0] for one in folded]
    return f"{''.join(letters)} {folded}"


def _letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    if letter in _LETTERS:
        return plain + _AFTER
    return "i" if plain == "y" else plain
