"""What the access log, retention and erasure need of client records, without knowing them: filled by case apps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Casefile:
    """One app's client records.

    `codes(subjects)`: the case codes of those clients that the present actor may see, by client.
    `find(code)`: the client with this case code among those the actor may see, or none.
    `ended_before(day)`: clients whose service ended before that day.
    `export(subject)`: everything kept about a client, ready for JSON, sealed fields opened.
    `erase(subject)`: deletes all of it and returns the number of rows by model; called as the system, in a transaction.
    """

    name: str
    codes: Callable[[Iterable[UUID]], dict[UUID, str]]
    find: Callable[[str], UUID | None]
    ended_before: Callable[[date], Iterable[UUID]]
    export: Callable[[UUID], dict[str, object]]
    erase: Callable[[UUID], dict[str, int]]


_casefiles: dict[str, Casefile] = {}


def register(casefile: Casefile) -> None:
    """Add an app's client records."""
    _casefiles[casefile.name] = casefile


def casefiles() -> list[Casefile]:
    """All registered, by name."""
    return [_casefiles[name] for name in sorted(_casefiles)]


def codes(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """Case codes of the clients that the present actor may see; others are left out."""
    wanted = list(subjects)
    return {subject: code for casefile in casefiles() for subject, code in casefile.codes(wanted).items()}


def find(code: str) -> UUID | None:
    """The client with this case code, if the present actor may see it."""
    return next((found for casefile in casefiles() if (found := casefile.find(code))), None)
