"""Exact numbers in, shown numbers out.

Everything is calculated with `Fraction`; only what is shown is rounded, half up, to two decimals. Nothing in this
package calculates with a float, so the same audit gives the same bits on every machine.
"""

from __future__ import annotations

from fractions import Fraction

HUNDRED = Fraction(100)
ZERO = Fraction(0)
ONE = Fraction(1)


def shown(value: Fraction) -> float:
    """The number a person reads: two decimals, half up (0.125 becomes 0.13)."""
    return (200 * value.numerator + value.denominator) // (2 * value.denominator) / 100


def shown_or_none(value: Fraction | None) -> float | None:
    """As `shown`; a value that does not exist stays `None` and never becomes 0."""
    return None if value is None else shown(value)
