"""Reading skip logic: from the text of a condition to its tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from skills_audit.instrument.logic import (
    AllOf,
    Answered,
    AnyOf,
    Comparison,
    Expression,
    LogicProblem,
    Membership,
    Not,
    Value,
)

KEYWORDS = frozenset({"and", "or", "not", "in", "answered"})
ORDERED = frozenset({">", ">=", "<", "<="})
DEEPEST = 20
LONGEST = 1000
TOKEN = re.compile(
    r"""\s*(?:(?P<number>-?[0-9]{1,9}(?:\.[0-9]{1,6})?(?![\w.]))|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"""
    r"""|(?P<text>"[^"'\\\n]*")|(?P<sign>==|!=|>=|<=|[<>()\[\],]))"""
)


def parse(text: str) -> Expression:
    """The tree of an expression. Raises `LogicProblem`."""
    if len(text) > LONGEST:
        raise LogicProblem(f"the condition is longer than {LONGEST} characters")
    reader = _Reader(list(_tokens(text)))
    expression = reader.any_of(0)
    if reader.peek():
        raise LogicProblem(f"{reader.peek()!r} was not expected here")
    return expression


def _tokens(text: str) -> Iterator[str]:
    position, end = 0, len(text.rstrip())
    while position < end:
        found = TOKEN.match(text, position)
        if not found:
            raise LogicProblem(f"cannot read {text[position:].strip()[:20]!r}")
        yield found.group(found.lastgroup or 0)
        position = found.end()


class _Reader:
    """Reads by falling through the levels: or, and, not, one comparison."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.position = 0

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            raise LogicProblem(f"expected {expected or 'more'!r}, found {token or 'the end'!r}")
        self.position += 1
        return token

    def any_of(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise LogicProblem("the condition is nested too deep")
        parts = [self.all_of(depth)]
        while self.peek() == "or":
            self.take()
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all_of(self, depth: int) -> Expression:
        parts = [self.one(depth)]
        while self.peek() == "and":
            self.take()
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def one(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise LogicProblem("the condition is nested too deep")
        if self.peek() == "not":
            self.take()
            return Not(self.one(depth + 1))
        if self.peek() == "(":
            self.take()
            inner = self.any_of(depth + 1)
            self.take(")")
            return inner
        if self.peek() == "answered":
            self.take()
            self.take("(")
            code = self.code()
            self.take(")")
            return Answered(code)
        return self.comparison()

    def comparison(self) -> Expression:
        code, sign = self.code(), self.take()
        if sign == "in":
            return Membership(code, self.listed())
        if sign not in ORDERED | {"==", "!="}:
            raise LogicProblem(f"expected a comparison after {code}, found {sign!r}")
        value = self.value()
        if sign in ORDERED and isinstance(value, str):
            raise LogicProblem(f"{code} {sign} needs a number")
        return Comparison(code, sign, value)

    def listed(self) -> tuple[Value, ...]:
        self.take("[")
        values = [self.value()]
        while self.peek() == ",":
            self.take()
            values.append(self.value())
        self.take("]")
        return tuple(values)

    def code(self) -> str:
        token = self.take()
        if token in KEYWORDS or not (token[0].isalpha() or token[0] == "_"):
            raise LogicProblem(f"expected an item code, found {token!r}")
        return token

    def value(self) -> Value:
        token = self.take()
        if token[0] == '"':
            return token[1:-1]
        if token[0].isdigit() or token[0] == "-":
            return Decimal(token) if "." in token else int(token)
        if token in KEYWORDS or not (token[0].isalpha() or token[0] == "_"):
            raise LogicProblem(f"expected a value, found {token!r}")
        return token
