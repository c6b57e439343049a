"""Grading: what an answer is worth, and what an attempt adds up to. Pure, exact, with a version of its own.

Partial credit, from 0 to 1 per question, all questions weigh the same:

- single, true_false, numeric, short_text: 1 or 0.
- multiple: (right options chosen − wrong options chosen) ÷ right options, never under 0.
- match: pairs that fit ÷ pairs.
- order: neighbours in the right order ÷ (items − 1), so that one misplaced item does not cost everything.

`VERSION` changes with any of these rules; an attempt keeps the version it was graded by.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

VERSION = "1"
SINGLE, MULTIPLE, TRUE_FALSE, ORDER, MATCH, SHORT_TEXT, NUMERIC = KINDS = (
    "single", "multiple", "true_false", "order", "match", "short_text", "numeric",
)  # fmt: skip
NUMBER = re.compile(r"[+-]?\d{1,20}(\.\d{0,20})?|[+-]?\.\d{1,20}", re.ASCII)
QUOTES = " \t\n.,;:!?\"'„”“«»()"


class UngradableQuestion(ValueError):
    """The kind is not known, or the key does not fit it."""


def grade(kind: str, key: Any, given: Any) -> Fraction:
    """The share of the point, 0 – 1. Nothing given, or something of another shape, is worth 0."""
    if kind not in KINDS:
        raise UngradableQuestion(kind)
    if given in (None, "", [], {}):
        return Fraction(0)
    if kind == SINGLE:
        return _whole(given == key)
    if kind == TRUE_FALSE:
        return _whole(isinstance(given, bool) and given == key)
    if kind == MULTIPLE:
        return _multiple(key, given)
    if kind == ORDER:
        return _order(key, given)
    if kind == MATCH:
        return _match(key, given)
    return _whole(_numeric(key, given) if kind == NUMERIC else _short_text(key, given))


def _whole(right: bool) -> Fraction:
    return Fraction(int(right))


def _multiple(key: Sequence[str], given: Any) -> Fraction:
    if not key:
        raise UngradableQuestion("a question with several answers needs at least one right answer")
    if not isinstance(given, list):
        return Fraction(0)
    chosen, right = set(map(str, given)), set(key)
    return max(Fraction(len(chosen & right) - len(chosen - right), len(right)), Fraction(0))


def _order(key: Sequence[str], given: Any) -> Fraction:
    if len(key) < 2:
        raise UngradableQuestion("an order needs two items")
    if not isinstance(given, list) or sorted(map(str, given)) != sorted(key):
        return Fraction(0)
    neighbours = set(pairwise(given))
    right = sum(pair in neighbours for pair in pairwise(key))
    return Fraction(right, len(key) - 1)


def _match(key: Mapping[str, str], given: Any) -> Fraction:
    if not key:
        raise UngradableQuestion("a match needs a pair")
    if not isinstance(given, dict):
        return Fraction(0)
    return Fraction(sum(given.get(left) == right for left, right in key.items()), len(key))


def _numeric(key: Mapping[str, Any], given: Any) -> bool:
    number = as_number(given)
    if number is None:
        return False
    return abs(number - Decimal(str(key["value"]))) <= Decimal(str(key.get("tolerance", 0)))


def as_number(text: Any) -> Decimal | None:
    """A number as people write it: comma or point, spaces between thousands; none when it is not a number."""
    plain = "".join(str(text).split()).replace("−", "-").replace(",", ".")
    # No exponents: nobody writes them, and one of a million digits is more than arithmetic bears.
    return Decimal(plain) if NUMBER.fullmatch(plain) else None


def _short_text(key: Mapping[str, Mapping[str, Sequence[str]]], given: Any) -> bool:
    """An accepted answer of any language: who learns in English may well know the Latvian name."""
    accepted = {plain(text) for texts in key["accepted"].values() for text in texts}
    return plain(str(given)) in accepted


def plain(text: str) -> str:
    """Without case, marks on letters, quotation marks and double spaces: „PMLP.” and "pmlp" are the same."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.strip(QUOTES).split())


@dataclass(frozen=True, kw_only=True)
class Graded:
    """One graded question: the competence it measures and the share of its point."""

    competence: str
    score: Fraction


@dataclass(frozen=True, kw_only=True)
class CompetenceResult:
    """`score` of `questions` points; `enough` when it reaches the minimum per competence."""

    competence: str
    score: Fraction
    questions: int
    enough: bool

    @property
    def percent(self) -> int:
        return percent(self.score, self.questions)


@dataclass(frozen=True, kw_only=True)
class Result:
    """`passed`: the pass mark over all questions and the minimum in each competence."""

    score: Fraction
    questions: int
    passed: bool
    competences: tuple[CompetenceResult, ...]

    @property
    def percent(self) -> int:
        return percent(self.score, self.questions)


def add_up(graded: Iterable[Graded], *, pass_mark: int, competence_minimum: int = 0) -> Result:
    """The result of an attempt. Marks are percentages, compared exactly, never after rounding."""
    questions = list(graded)
    by_key: dict[str, list[Fraction]] = {}
    for question in questions:
        by_key.setdefault(question.competence, []).append(question.score)
    competences = tuple(
        CompetenceResult(
            competence=key,
            score=sum(scores, Fraction(0)),
            questions=len(scores),
            enough=_reaches(sum(scores, Fraction(0)), len(scores), competence_minimum),
        )
        for key, scores in by_key.items()
    )
    score = sum((question.score for question in questions), Fraction(0))
    passed = (
        bool(questions)
        and _reaches(score, len(questions), pass_mark)
        and all(competence.enough for competence in competences)
    )
    return Result(score=score, questions=len(questions), passed=passed, competences=competences)


def _reaches(score: Fraction, questions: int, mark: int) -> bool:
    return score * 100 >= mark * questions


def percent(score: Fraction, questions: int) -> int:
    """Whole percent, rounded down: 69.9 is not shown as a pass of 70."""
    return int(score * 100 / questions) if questions else 0
