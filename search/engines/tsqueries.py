"""What a leg looks for, in PostgreSQL's queries of words."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from search.analysis.texts import BEGIN
from search.legs import Leg, needed
from search.records import OFTEN, TITLED, named
from search.scoring import EXTRA, Alternative, Unit

_BEGIN = "\0"  # stands for the prefix; no word has it


class Asked:
    """The queries of units. They are written once, for the tiers, for the facets and for the texts of every language:
    `begin` is the prefix of the lexemes they are asked of."""

    def __init__(self, leg: Leg) -> None:
        self._leg = leg
        self._needed = [needed(unit.alternatives, leg.words_language) for unit in leg.units]
        self._units = self._written(self._needed)
        self._enough = self._sets(self._units)

    def enough(self, begin: str) -> str:
        """A document has one of the sufficient sets of units."""
        return self._enough.replace(_BEGIN, begin)

    def single(self, begin: str) -> str:
        """Who has enough by single words, where nobody needs to look where the words stand."""
        return self._single.replace(_BEGIN, begin)

    def tiers(self, begin: str) -> list[str]:
        """Every unit stands out, one does, every unit is there, enough of them are; empty for what cannot be."""
        return [query.replace(_BEGIN, begin) for query in self._tiers]

    @cached_property
    def _single(self) -> str:
        if not any(_has_rows(alternatives) for alternatives in self._needed):
            return self._enough
        return self._sets(self._written([[a for a in found if len(a.tokens) == 1] for found in self._needed]))

    @cached_property
    def _tiers(self) -> tuple[str, str, str, str]:
        places = [place for place, unit in enumerate(self._leg.units) if unit.idf > 0]
        titled = [self._titled(self._leg.units[place]) for place in places]
        standing = [
            f"({part})"
            for place, alternatives in zip(places, titled, strict=True)
            if (part := self._standing_out(self._leg.units[place], alternatives))
        ]
        whole = " & ".join(self._units[place] for place in places)
        # What stands out is there, but for words that stand in the title and not in a row.
        besides = [whole] if any(_has_rows(alternatives) for alternatives in titled) else []
        every = " & ".join([*standing, *besides]) if len(standing) == len(places) else ""
        return every, " | ".join(standing), whole, self._enough if len(places) > 1 else ""

    def _titled(self, unit: Unit) -> list[Alternative]:
        return needed((a for a in unit.alternatives if a.tokens[0][0] != BEGIN), self._leg.words_language)

    def _standing_out(self, unit: Unit, titled: Iterable[Alternative]) -> str:
        """The unit is in the title or said often. Of several words all: where they stand is not asked."""
        parts = [" & ".join(named(_BEGIN, token, TITLED) for token in found.tokens) for found in titled]
        often = [a.tokens[0] for a in unit.alternatives if len(a.tokens) == 1 and a.tokens[0][0] not in EXTRA]
        return " | ".join(dict.fromkeys([*parts, *(named(_BEGIN, token, OFTEN) for token in often)]))

    def _written(self, units: Iterable[Iterable[Alternative]]) -> list[str]:
        texts = [any_of(alternatives, _BEGIN) for alternatives in units]
        return [text and f"({text})" for text in texts]

    def _sets(self, units: Sequence[str]) -> str:
        sets = [" & ".join(units[n] for n in chosen) for chosen in self._leg.sets if all(units[n] for n in chosen)]
        return " | ".join(f"({wanted})" for wanted in sets)


def any_of(alternatives: Iterable[Alternative], begin: str) -> str:
    """One of the alternatives, the words of each in a row."""
    rows = [" <-> ".join([named(begin, token) for token in alternative.tokens]) for alternative in alternatives]
    return " | ".join(dict.fromkeys(rows))


def _has_rows(alternatives: Iterable[Alternative]) -> bool:
    return any(len(alternative.tokens) > 1 for alternative in alternatives)
