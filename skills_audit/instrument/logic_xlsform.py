"""Skip logic as the `relevant` column of an XLSForm, with the same meaning for missing answers.

In XPath a missing answer is the empty text: `'' != 'a'` would be true, so `!=` says that there is an answer as well.
"""

from __future__ import annotations

from collections.abc import Collection

from skills_audit.instrument.logic import AllOf, Answered, AnyOf, Comparison, Expression, Membership, Not, Value


def to_relevant(expression: Expression, multi: Collection[str]) -> str:
    """The XPath of a condition. `multi` holds the codes of items where several options may be chosen."""
    match expression:
        case Comparison(code, "==", value):
            return _match(code, value, multi)
        case Comparison(code, "!=", value):
            return f"({_given(code)} and not({_match(code, value, multi)}))"
        case Comparison(code, sign, value):
            return f"({_given(code)} and ${{{code}}} {sign} {value})"
        case Membership(code, values):
            return "(" + " or ".join(_match(code, value, multi) for value in values) + ")"
        case Answered(code):
            return _given(code)
        case Not(inner):
            return f"not({to_relevant(inner, multi)})"
        case AllOf(parts):
            return "(" + " and ".join(to_relevant(part, multi) for part in parts) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(to_relevant(part, multi) for part in parts) + ")"


def _given(code: str) -> str:
    return f"${{{code}}} != ''"


def _match(code: str, value: Value, multi: Collection[str]) -> str:
    if code in multi:
        return f"selected(${{{code}}}, '{value}')"
    return f"${{{code}}} = '{value}'"
