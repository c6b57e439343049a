"""Walking a branching scenario: from the keys chosen so far to what is shown now. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class WayLost(ValueError):
    """A choice that the step does not have; the scenario was changed, or the request was made up."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step that lies behind, with what was chosen there."""

    step: Mapping[str, Any]
    choice: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """`step` is where one has to choose now; none when an `ending` is reached. `path` holds the keys chosen."""

    taken: tuple[Taken, ...]
    step: Mapping[str, Any] | None
    ending: Mapping[str, Any] | None
    path: tuple[str, ...] = field(default=())


def walk(scenario: Mapping[str, Any], path: Sequence[str]) -> Walk:
    """Follow the choices; raises `WayLost` at one that is not there."""
    steps = _by_key(scenario["steps"])
    endings = _by_key(scenario["endings"])
    here, taken = scenario["start"], []
    for key in path:
        if here not in steps:
            raise WayLost(f"nothing can be chosen after {here}")
        choice = _by_key(steps[here]["choices"]).get(key)
        if choice is None:
            raise WayLost(f"the step {here} has no choice {key}")
        taken.append(Taken(step=steps[here], choice=choice))
        here = choice["next"]
    return Walk(taken=tuple(taken), step=steps.get(here), ending=endings.get(here), path=tuple(path))


def walk_as_far_as_possible(scenario: Mapping[str, Any], path: Sequence[str]) -> Walk:
    """The same for a way that was kept while the scenario was changed: stops before the first choice that is gone."""
    for length in range(len(path), 0, -1):
        try:
            return walk(scenario, path[:length])
        except WayLost:
            continue
    return walk(scenario, ())


def _by_key(parts: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {part["key"]: part for part in parts}
