"""QuerySets that every page asks, made into SQL once per process instead of once per request.

Django writes the SQL of a QuerySet anew each time it is asked; for a page with its sixty columns that takes longer than
the database needs to answer. `Prepared` keeps the SQL and puts in the values:

    held = Prepared(lambda user, day: RoleAssignment.objects.filter(user=user, starts__lte=day), user=int, day=date)
    held(user=7, day=date.today())

What is kept is SQL and never a row: each call asks the database. Rows come as the QuerySet would give them, with what
it selects, leaves for later and adds.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

# A value of each type that nobody stores: where it turns up in the SQL's parameters, the caller's own value goes.
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 2_000_000_011 + number,
    str: lambda number: f"\ue000{number}",
    date: lambda number: date(9000 + number, 1, 1),
    datetime: lambda number: datetime(9000 + number, 1, 1, tzinfo=UTC),
    UUID: lambda number: UUID(int=2_000_000_011 + number),
}


class Unpreparable(TypeError):
    """A value does not stand in the SQL as it was given."""


class Prepared[T]:
    """`build` gives a QuerySet for values named like the types that follow it; called with values it gives the rows.

    `build` runs once: what changes between calls (the time, the language, who asks) has to be one of the values, and
    none of them may be None or a list. Not for case records, whose QuerySets are empty while nobody acts.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]], **types: type) -> None:
        self.build, self.types = build, types
        self._made: tuple[Any, Any, str, list[tuple[str, Any]]] | None = None

    def __call__(self, **values: Any) -> list[T]:
        queryset, made, sql, places = self._made or self._make()
        for name, kind in self.types.items():
            if not isinstance(values[name], kind):
                raise Unpreparable(f"{name} has to be {kind.__name__}, not {type(values[name]).__name__}")
        params = tuple(values[name] if name else constant for name, constant in places)
        compiler = copy(made)
        compiler.connection = connections[queryset.db]  # a thread has its own
        compiler.as_sql = lambda *args, **options: (sql, params)
        asked = SimpleNamespace(
            db=queryset.db,
            query=_Again(queryset.query, compiler),
            _fetch_mode=queryset._fetch_mode,
            _known_related_objects=queryset._known_related_objects,
            _fields=queryset._fields,
        )
        return list(queryset._iterable_class(asked))

    def first(self, **values: Any) -> T | None:
        """The first row, or none."""
        return next(iter(self(**values)), None)

    def _make(self) -> tuple[Any, Any, str, list[tuple[str, Any]]]:
        marks = {name: MARKS[kind](number) for number, (name, kind) in enumerate(self.types.items())}
        queryset: Any = self.build(**marks)
        if queryset._prefetch_related_lookups:
            raise Unpreparable("what is prefetched would not be read")
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        names = {(type(mark), mark): name for name, mark in marks.items()}
        places = [(names.get((type(param), param), "") if _plain(param) else "", param) for param in params]
        if missing := marks.keys() - {name for name, _constant in places}:
            raise Unpreparable(f"not found in the SQL: {', '.join(sorted(missing))}")
        self._made = queryset, compiler, sql, places
        return self._made


class _Again:
    """The query as the QuerySet knows it, with its SQL made."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, using: str | None = None) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def _plain(value: Any) -> bool:
    return type(value) in MARKS
