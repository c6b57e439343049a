"""How a person stands: the quiet margin of home beside what waits; filled by the subjects."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol


class Person(Protocol):
    pk: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One of several things in the margin: what it is, where it leads, and a few words under it.

    `look` and `icon` of the state component, where the words are a state that wants to be seen.
    """

    label: str
    url: str
    text: str
    look: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A few lines without an action: requirements met, certificates held, whom one stands in for.

    `title`, `text`, `quiet` and `link` are ready words in the active language. `number` is printed large before `text`
    ("4" of "4 of 10 fulfilled"); `done` of `total` draws a line of progress; `lines` are listed.
    """

    key: str
    title: str
    text: str = ""
    number: str = ""
    quiet: str = ""
    url: str = ""
    link: str = ""
    done: int | None = None
    total: int | None = None
    lines: tuple[Line, ...] = ()
    order: int = 50


Source = Callable[[Person], Iterable[Standing]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Ask `source(user)` whenever home is shown."""
    _sources[name] = source


def standing_of(user: Person) -> list[Standing]:
    """All there is to say, in order."""
    found = {item.key: item for source in _sources.values() for item in source(user)}
    return sorted(found.values(), key=lambda item: (item.order, item.key))
