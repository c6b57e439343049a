"""Which guideline helps with this question or lesson? Guidelines answer; audit and training ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """A guideline that helps: ready title and address in the language asked for, and reading time in minutes."""

    title: str
    url: str
    minutes: int


_answer: Callable[[str, str], Iterable[Guidance]] | None = None


def register(answer: Callable[[str, str], Iterable[Guidance]]) -> None:
    """Guidelines register the one that knows."""
    global _answer
    _answer = answer


def guidance_for(topic: str, language: str) -> list[Guidance]:
    """Guidelines for a topic code (an audit item such as `LND01`, its section `LND`, or a lesson key)."""
    return list(_answer(topic, language)) if _answer else []
