"""The practice library counted: which practices fit the chosen facets, how many each facet would leave. No Django."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FACETS = ("country", "theme", "target_group", "evidence")
KIND_OF_FACET = {"theme": "themes", "target_group": "target_groups", "evidence": "evidence_levels"}


@dataclass(frozen=True)
class Entry:
    """A practice as the library counts it: its identifier, and per facet its values."""

    pk: int
    title: str
    facets: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Option:
    """A value of a facet: how many practices choosing it would show; `chosen` now."""

    code: str
    count: int
    chosen: bool


def chosen_facets(query: Mapping[str, str]) -> dict[str, str]:
    """The facets an address asks for; anything else in it is not ours."""
    return {name: query[name] for name in FACETS if query.get(name)}


def matching(entries: Iterable[Entry], chosen: Mapping[str, str]) -> list[Entry]:
    """The entries that have every chosen value."""
    return [entry for entry in entries if all(value in entry.facets[name] for name, value in chosen.items())]


def options(
    entries: Sequence[Entry], chosen: Mapping[str, str], order: Mapping[str, Sequence[str]]
) -> dict[str, list[Option]]:
    """Facet → its values with counts, none of which is zero: each counts beside the choices of the other facets.

    Values stand in the order of `order`; those it does not name come last.
    """
    found = {}
    for name in FACETS:
        others = {key: value for key, value in chosen.items() if key != name}
        counts = Counter(value for entry in matching(entries, others) for value in entry.facets[name])
        place = {code: number for number, code in enumerate(order.get(name, ()))}
        codes = sorted(counts, key=lambda code: (place.get(code, len(place)), code))
        found[name] = [Option(code, counts[code], chosen.get(name) == code) for code in codes]
    return found


def ordered(entries: Iterable[Entry], order: Mapping[str, Sequence[str]]) -> list[Entry]:
    """By theme, then country, then title."""
    themes = {code: number for number, code in enumerate(order.get("theme", ()))}
    countries = {code: number for number, code in enumerate(order.get("country", ()))}

    def place(entry: Entry) -> tuple[int, int, str]:
        theme, country = entry.facets["theme"][0], entry.facets["country"][0]
        return themes.get(theme, len(themes)), countries.get(country, len(countries)), entry.title.casefold()

    return sorted(entries, key=place)
