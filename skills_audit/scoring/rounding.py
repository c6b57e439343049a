"""Exact numbers in, shown numbers out.

Everything is calculated with `Fraction`; only what is shown is rounded, half up, to two decimals. Nothing in this
package calculates with a float, so the same audit gives the same bits on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

HUNDRED = Fraction(100)
ZERO = Fraction(0)
ONE = Fraction(1)


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """The sum over one common denominator: the same as adding them one by one, several times faster."""
    parts = [value.as_integer_ratio() for value in values]
    common = lcm(*(bottom for _, bottom in parts))
    return Fraction(sum(top * (common // bottom) for top, bottom in parts), common)


def weighted_sum(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The sum of weight times value, as `exact_sum`."""
    parts = [(w.numerator * v.numerator, w.denominator * v.denominator) for w, v in pairs]
    common = lcm(*(bottom for _, bottom in parts))
    return Fraction(sum(top * (common // bottom) for top, bottom in parts), common)


def percent(part: Fraction, whole: Fraction) -> Fraction:
    """100 · part / whole in one step; the whole is not 0."""
    return Fraction(100 * part.numerator * whole.denominator, part.denominator * whole.numerator)


def shown(value: Fraction) -> float:
    """The number a person reads: two decimals, half up (0.125 becomes 0.13)."""
    return (200 * value.numerator + value.denominator) // (2 * value.denominator) / 100


def shown_or_none(value: Fraction | None) -> float | None:
    """As `shown`; a value that does not exist stays `None` and never becomes 0."""
    return None if value is None else shown(value)
