"""Facets: what results can be narrowed by, and how many each value would leave; no Django."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# In the order in which readers see them.
FACETS = ("language", "kind", "country", "area", "theme", "strand", "target_group", "evidence", "year")
Selected = Mapping[str, frozenset[str]]
MOST_VALUES = 12


@dataclass(frozen=True)
class Group:
    """`number` documents that have the same values in every facet."""

    values: Mapping[str, tuple[str, ...]]
    number: int


def passes(group: Group, selected: Selected, ignore: str = "") -> bool:
    """Does a document with these values meet the filters: any value of a facet, every facet?"""
    return all(
        facet == ignore or not chosen or chosen & set(group.values.get(facet, ())) for facet, chosen in selected.items()
    )


def count(groups: Iterable[Group], selected: Selected) -> dict[str, Counter[str]]:
    """For every facet its values with the number of documents that meet all filters but the facet's own."""
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for group in groups:
        for facet in FACETS:
            if group.values.get(facet) and passes(group, selected, ignore=facet):
                for value in set(group.values[facet]):
                    counts[facet][value] += group.number
    return counts


def total(groups: Iterable[Group], selected: Selected) -> int:
    """How many documents meet all filters."""
    return sum(group.number for group in groups if passes(group, selected))


def ordered(facet: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Values in reading order: most frequent first, years newest first."""
    if facet == "year":
        return sorted(counts.items(), key=lambda item: item[0], reverse=True)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
