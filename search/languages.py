"""The languages of the search and what is known about each; no Django.

`READING` are the languages titles and summaries exist in for every document; the others are languages of texts.
"""

from dataclasses import dataclass

LATVIAN, ENGLISH = "lv", "en"
READING = (LATVIAN, ENGLISH)


@dataclass(frozen=True, kw_only=True)
class Language:
    """How the words of a language are treated.

    `snowball`: the name of its Snowball stemmer. `folds_all`: marks on letters never tell words apart for a reader
    of this language, so all are folded; otherwise only those of `analysis.folding.ALWAYS`. `compounds`: long words
    are built from shorter ones and are taken apart. `links`: letters that may join the parts of a compound.
    """

    code: str
    snowball: str | None
    folds_all: bool
    compounds: bool = False
    links: tuple[str, ...] = ()


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language(code="lv", snowball=None, folds_all=True),
        Language(code="en", snowball="english", folds_all=True),
        Language(code="fi", snowball="finnish", folds_all=False, compounds=True, links=("n", "s", "en", "in", "jen")),
        Language(code="sv", snowball="swedish", folds_all=False, compounds=True, links=("s", "e", "o", "u")),
        Language(code="nl", snowball="dutch", folds_all=True, compounds=True, links=("s", "en", "e", "n")),
        Language(code="sl", snowball=None, folds_all=True),
        Language(code="hu", snowball="hungarian", folds_all=False, compounds=True),
    )
}
CODES = tuple(LANGUAGES)
