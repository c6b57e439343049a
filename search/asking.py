"""A search as an address: what was typed, what was chosen, and the addresses of everything one can choose next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search import labels
from search.facets import FACETS, MOST_VALUES, ordered
from search.languages import CODES
from search.query import LONGEST, normalise

PAGE_SIZE = 10
LAST_PAGE = 35
MOST_CHOSEN = 20


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What an address says. Unknown parameters and values that are too long are left out, never an error."""

    text: str = ""
    selected: Mapping[str, frozenset[str]]
    page: int = 1
    literal: bool = False
    all_of: str = ""

    @property
    def address(self) -> str:
        """The query string of this search, without the page."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet in FACETS for value in sorted(self.selected.get(facet, ()))]
        if self.literal:
            pairs.append(("literal", "1"))
        if self.all_of:
            pairs.append(("all", self.all_of))
        return "?" + urlencode(pairs)

    def toggled(self, facet: str, value: str) -> "Asking":
        """The same search with a value chosen, or let go when it was chosen."""
        chosen = self.selected.get(facet, frozenset()) ^ {value}
        return replace(self, selected={**self.selected, facet: frozenset(chosen)}, page=1, all_of="")

    def without_filters(self) -> "Asking":
        """The same search in everything."""
        return replace(self, selected={}, page=1, all_of="")

    def about(self, text: str) -> "Asking":
        """Another question with the same filters."""
        return replace(self, text=text, page=1, literal=False, all_of="")


def read(query: QueryDict) -> Asking:
    """What the address says."""
    page = query.get("page", "1")
    return Asking(
        text=normalise(query.get("q", "")[: LONGEST * 2]),
        selected={
            facet: frozenset(value for value in query.getlist(facet)[:MOST_CHOSEN] if 0 < len(value) <= 80)
            for facet in FACETS
            if query.getlist(facet)
        },
        page=min(max(int(page), 1), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
        literal=query.get("literal") == "1",
        all_of=query.get("all", "") if query.get("all") in FACETS else "",
    )


@dataclass(frozen=True)
class Choice:
    """A value one can choose, with what it would leave and the address that chooses it."""

    label: str
    number: int
    address: str
    chosen: bool
    language: str = ""


@dataclass(frozen=True)
class Facet:
    """A heading with its choices. `more`: how many are not shown, `more_address` shows them."""

    key: str
    heading: str
    choices: list[Choice]
    more: int = 0
    more_address: str = ""


def facets(asking: Asking, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    """Facets that can narrow the result, chosen values always among them; none leads to nothing."""
    found = []
    for facet in FACETS:
        chosen = asking.selected.get(facet, frozenset())
        values = {**dict.fromkeys(chosen, 0), **counts.get(facet, {})}
        if len(values) < 2 and not chosen:
            continue
        every = ordered(facet, values)
        shown = MOST_VALUES * 4 if asking.all_of == facet else 6
        kept = every[:shown] + [(code, number) for code, number in every[shown:] if code in chosen]
        choices = [
            Choice(labels.value(facet, code), number, asking.toggled(facet, code).address, code in chosen)
            for code, number in kept
        ]
        more = len(every) - len(kept)
        address = replace(asking, all_of=facet).address if more else ""
        found.append(Facet(facet, labels.heading(facet), choices, more, address))
    return found


@dataclass(frozen=True)
class ChosenFilter:
    """A filter in force and the address without it."""

    heading: str
    label: str
    address: str


def chosen(asking: Asking) -> list[ChosenFilter]:
    """Every filter in force."""
    return [
        ChosenFilter(labels.heading(facet), labels.value(facet, value), asking.toggled(facet, value).address)
        for facet in FACETS
        for value in sorted(asking.selected.get(facet, ()))
    ]


def target_languages(asking: Asking) -> tuple[str, ...]:
    """The languages whose texts are searched."""
    wanted = asking.selected.get("language", frozenset())
    return tuple(code for code in CODES if not wanted or code in wanted) or CODES
