"""A light stemmer for Slovenian on folded text: inflectional endings of nouns and adjectives.

Snowball has none and Elasticsearch has none. It stands beside the dictionary for words the dictionary lacks;
the endings are those of the declension tables of any Slovenian grammar, longest first.
"""

_ENDINGS = """
    ovega ovemu ovimi evega evemu evimi jega jemu jimi ega emu imi ami ama oma ema ima ovi evi ove eve ovo evo ova eva
    iga om em im am ih ah eh og oj ij ov mi ma ju jo je ja ji a e i o u
"""
_LONGEST_FIRST = tuple(sorted(_ENDINGS.split(), key=len, reverse=True))
_VOWELS = frozenset("aeiou")


def stem(word: str) -> str:
    """The stem of a folded word; at least three letters with a vowel stay."""
    for ending in _LONGEST_FIRST:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= 3 and any(letter in _VOWELS for letter in rest):
                return _without_fleeting_vowel(rest)
    return _without_fleeting_vowel(word)


def _without_fleeting_vowel(stem_: str) -> str:
    """omejitev – omejitv-, begunec – begunc-: the e that comes and goes before the last consonant."""
    if len(stem_) > 4 and stem_[-2] == "e" and stem_[-1] in "cklnrv" and stem_[-3] not in _VOWELS:
        return stem_[:-2] + stem_[-1]
    return stem_
