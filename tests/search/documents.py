"""Documents and concepts for tests of search: short real texts in five languages, loaded through the actions."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from portal.seams.findable import STAFF, Document
from search import actions, demo
from search.terms import actions as term_actions

TEXTS = {
    "fi": (
        "Asuminen ja kuntapaikat",
        "Kunta osoittaa pakolaisille asuntoja. Asumisneuvonta auttaa maahanmuuttajia löytämään kodin.",
        "Mājokļi bēgļiem Somijā",
        "Pašvaldība bēgļiem piedāvā mājokļus un palīdz atrast dzīvokli.",
        "Housing for refugees in Finland",
        "The municipality offers housing to refugees and helps them find a flat.",
    ),
    "sv": (
        "Bosättningslagen och bostäder",
        "Kommunen ordnar bostäder åt nyanlända flyktingar. Bostadsförsörjningen är lagstadgad.",
        "Mājokļi bēgļiem Zviedrijā",
        "Likums uzliek pašvaldībām nodrošināt bēgļiem mājokli.",
        "Housing for refugees in Sweden",
        "The law makes municipalities provide housing to refugees.",
    ),
    "nl": (
        "Huisvesting van statushouders",
        "De gemeente zoekt woningen voor vluchtelingen met een verblijfsvergunning.",
        "Bēgļu izmitināšana pašvaldībās",
        "Pašvaldība meklē mājokļus cilvēkiem ar statusu.",
        "Housing of permit holders",
        "The municipality looks for homes for refugees with a permit.",
    ),
    "sl": (
        "Jezikovni tečaji za begunce",
        "Tečaj slovenskega jezika obiskujejo begunci in prosilci za azil.",
        "Valodas kursi Slovēnijā",
        "Bēgļi apgūst slovēņu valodu.",
        "Language courses in Slovenia",
        "Refugees learn Slovenian.",
    ),
    "hu": (
        "Nyelvtanfolyam menekülteknek",
        "A menekültek ingyenes nyelvtanfolyamon tanulnak magyarul.",
        "Valodas kursi Ungārijā",
        "Bēgļi bez maksas mācās ungāru valodu.",
        "Language courses in Hungary",
        "Refugees learn Hungarian free of charge.",
    ),
}
COUNTRIES = {"fi": "FI", "sv": "SE", "nl": "NL", "sl": "SI", "hu": "HU"}


def practice(language: str, number: int = 1, **fields: object) -> Document:
    """A practice in a language; `number` tells several apart."""
    title, text, title_lv, summary_lv, title_en, summary_en = TEXTS[language]
    given: dict[str, object] = {
        "key": f"practice:{COUNTRIES[language]}-{number:02}:{language}",
        "kind": "practice",
        "language": language,
        "title": title,
        "url": f"/lv/practice/{language}-{number}/",
        "text": text,
        "titles": {"lv": title_lv, "en": title_en},
        "summaries": {"lv": summary_lv, "en": summary_en},
        "facets": {"country": [COUNTRIES[language]], "theme": ["housing" if language in "fi sv nl" else "language"]},
        "audience": (STAFF,),
    }
    return Document(**(given | fields))  # type: ignore[arg-type]


def practices(number: int = 1) -> list[Document]:
    """`number` practices in each of the five languages."""
    return [practice(language, n) for n in range(1, number + 1) for language in TEXTS]


def indexed(documents: Iterable[Document]) -> None:
    """Make the portal's index of exactly these documents."""
    kept = list(documents)

    def again() -> Iterator[Document]:
        return iter(kept)

    actions.rebuild(documents=again)


@cache
def _shipped() -> list[dict[str, Any]]:
    return list(demo.concepts())


def concepts(*keys: str) -> None:
    """Shipped concepts with these keys, and those they are narrower than."""
    for concept in _shipped():
        if concept["key"] in keys:
            term_actions.save_concept(
                key=concept["key"],
                definitions=concept["definition"],
                terms=demo.terms(concept),
                broader=concept.get("broader") or (),
                related=concept.get("related") or (),
            )
