"""May this person use this instrument today, and why not? Training answers, the Skills Audit asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Licence:
    """`valid` now; `until` its last day; `reason` a sentence and `url` the way to a licence when not valid.

    When valid, `url` is the certificate; without one the licence was lifted for a time.
    """

    valid: bool
    until: date | None = None
    reason: str = ""
    url: str = ""


_answer: Callable[[Any, str], Licence] | None = None


def register(answer: Callable[[Any, str], Licence]) -> None:
    """Training registers the one that knows."""
    global _answer
    _answer = answer


def licence_for(user: Any, instrument: str) -> Licence:
    """The licence of this person for this instrument (`skills-audit`); invalid when nobody can answer."""
    return _answer(user, instrument) if _answer else Licence(valid=False, reason="")
