"""One spelling for one piece of data, so that equal definitions have equal fingerprints.

Canonical JSON here: keys sorted by code point, no spaces, UTF-8 without escapes that are not needed, whole numbers
without a point (1.0 is written 1), other numbers as plain decimals. The spelling survives a trip through a
PostgreSQL `jsonb` column and through any JSON library. Anything JSON cannot hold is refused rather than guessed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from decimal import Decimal

MOST_DIGITS = 400
"""A float has at most 309 digits before the point; more is a mistake, not a value."""


class NotCanonical(ValueError):
    """The data holds something that has no single JSON spelling (a date, a set, NaN, a key that is no text)."""


def canonical_json(value: object) -> str:
    """The one spelling of `value`. Raises `NotCanonical`."""
    parts: list[str] = []
    _write(value, parts, "$")
    return "".join(parts)


def sha256(value: object) -> str:
    """Lower-case hexadecimal SHA-256 of the canonical JSON in UTF-8."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _write(value: object, parts: list[str], where: str) -> None:
    if value is None or isinstance(value, bool):
        parts.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, str):
        parts.append(_text(value, where))
    elif isinstance(value, int):
        parts.append(str(int(value)))
    elif isinstance(value, float | Decimal):
        parts.append(_number(value, where))
    elif isinstance(value, list | tuple):
        _write_list(value, parts, where)
    elif isinstance(value, Mapping):
        _write_object(value, parts, where)
    else:
        raise NotCanonical(f"{where}: {type(value).__name__} has no JSON spelling")


def _write_list(values: list[object] | tuple[object, ...], parts: list[str], where: str) -> None:
    parts.append("[")
    for index, item in enumerate(values):
        if index:
            parts.append(",")
        _write(item, parts, f"{where}[{index}]")
    parts.append("]")


def _write_object(mapping: Mapping[object, object], parts: list[str], where: str) -> None:
    texts = {}
    for key, item in mapping.items():
        if not isinstance(key, str):
            raise NotCanonical(f"{where}: the key {key!r} is not text")
        texts[str(key)] = item
    parts.append("{")
    for index, key in enumerate(sorted(texts)):
        if index:
            parts.append(",")
        parts.extend((_text(key, where), ":"))
        _write(texts[key], parts, f"{where}.{key}")
    parts.append("}")


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotCanonical(f"{where}: the text holds half a character") from None
    return json.dumps(str(value), ensure_ascii=False)


def _number(value: float | Decimal, where: str) -> str:
    if not math.isfinite(value):
        raise NotCanonical(f"{where}: {value} is not a number")
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if abs(exact.adjusted()) > MOST_DIGITS or abs(int(exact.as_tuple().exponent)) > MOST_DIGITS:
        raise NotCanonical(f"{where}: the number is too long to write out")
    plain = format(exact, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
