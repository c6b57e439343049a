"""Facets: what results can be narrowed by, and how many each value would leave; no Django."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from sys import intern

# In the order in which readers see them.
FACETS = ("language", "kind", "country", "area", "theme", "strand", "target_group", "evidence", "year")
Selected = Mapping[str, frozenset[str]]
MOST_VALUES = 12
APART = 2
_FACET, _VALUE = "|", "\t"
_BARE = re.compile(r"[|\t]")


# All facets of documents as `apart` gives them, and how many documents have just these.
Group = tuple[tuple[str, ...], int]


def together(values: Mapping[str, str | Iterable[str]]) -> str:
    """All values of a document in one line, in the order of the facets."""
    lists = ([found] if isinstance(found, str) else found for found in (values.get(facet, ()) for facet in FACETS))
    return _FACET.join(_VALUE.join(dict.fromkeys(_BARE.sub(" ", value) for value in found)) for found in lists)


def halves(line: str) -> tuple[str, str]:
    """A line as two, each with all its places: of halves there are ten times fewer, because documents differ most in
    the last facets."""
    parts = line.split(_FACET)
    first, last = parts[:-APART], parts[-APART:]
    return _FACET.join(first) + _FACET * APART, _FACET * (len(FACETS) - APART) + _FACET.join(last)


def apart(values: str) -> tuple[str, ...]:
    """The reverse of `together`, as `facet=value`."""
    return tuple(
        intern(f"{facet}={value}")
        for facet, found in zip(FACETS, values.split(_FACET), strict=False)
        for value in found.split(_VALUE)
        if value
    )


def failed(pairs: Iterable[str], selected: Selected) -> list[str]:
    """The facets whose filter a document with these values does not meet: any value of a facet, every facet."""
    has = set(pairs)
    return [
        facet
        for facet, chosen in selected.items()
        if chosen and facet in FACETS and not any(f"{facet}={value}" in has for value in chosen)
    ]


def count(groups: Iterable[Group], selected: Selected) -> tuple[dict[str, Counter[str]], int]:
    """For every facet its values with the number of documents that meet all filters but the facet's own; and how many
    documents meet all."""
    every, total = _filtered(groups, selected) if any(selected.values()) else _all(groups)
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for pair, number in every.items():
        facet, _equals, value = pair.partition("=")
        counts[facet][value] = number
    return counts, total


def _all(groups: Iterable[Group]) -> tuple[Counter[str], int]:
    every: dict[str, int] = {}
    total = 0
    for pairs, number in groups:
        total += number
        for pair in pairs:
            every[pair] = every.get(pair, 0) + number
    return Counter(every), total


def _filtered(groups: Iterable[Group], selected: Selected) -> tuple[Counter[str], int]:
    every: Counter[str] = Counter()
    total = 0
    for pairs, number in groups:
        misses = failed(pairs, selected)
        if not misses:
            total += number
            every.update(dict.fromkeys(pairs, number))
        elif len(misses) == 1:
            own = f"{misses[0]}="
            every.update({pair: number for pair in pairs if pair.startswith(own)})
    return every, total


def ordered(facet: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Values in reading order: most frequent first, years newest first."""
    if facet == "year":
        return sorted(counts.items(), key=lambda item: item[0], reverse=True)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
