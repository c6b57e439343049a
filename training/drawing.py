"""Drawing a test from the bank: by competence and difficulty, the same for the same seed on every machine. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A question that may be drawn."""

    id: str
    competence: str
    difficulty: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """So many questions of one competence, of these difficulties."""

    competence: str
    difficulty: tuple[int, ...]
    questions: int


class TooFewQuestions(Exception):
    """The bank cannot fill a rule; the message says which and by how many."""


def draw(bank: Iterable[Candidate], rules: Sequence[Rule], seed: str, avoid: Iterable[str] = ()) -> list[str]:
    """Ids in the order in which they are asked. Questions of `avoid` (seen last time) come only when others run out.

    No question is drawn twice. Raises `TooFewQuestions` when a rule cannot be filled.
    """
    candidates, seen = list(bank), set(avoid)
    drawn: list[str] = []
    for rule in rules:
        fitting = [
            candidate.id
            for candidate in candidates
            if candidate.competence == rule.competence
            and candidate.difficulty in rule.difficulty
            and candidate.id not in drawn
        ]
        if len(fitting) < rule.questions:
            missing = rule.questions - len(fitting)
            raise TooFewQuestions(f"{rule.competence}, difficulty {list(rule.difficulty)}: {missing} missing")
        fitting = shuffled(fitting, seed)
        fitting.sort(key=lambda question: question in seen)
        drawn += fitting[: rule.questions]
    return shuffled(drawn, f"{seed}/order")


def shuffled(keys: Iterable[str], seed: str) -> list[str]:
    """The keys in an order that depends on the seed alone, not on where they came from."""
    return sorted(keys, key=lambda key: sha256(f"{seed}/{key}".encode()).digest())
