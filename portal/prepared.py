"""QuerySets that every page asks, made into SQL once per process instead of once per request.

Django writes the SQL of a QuerySet anew each time it is asked; for a page with its sixty columns that takes longer than
the database needs to answer. `Prepared` keeps the SQL and puts in the values:

    held = Prepared(lambda user, day: RoleAssignment.objects.filter(user=user, starts__lte=day), user=int, day=date)
    held(user=7, day=date.today())

What is kept is SQL and never a row: each call asks the database. Rows come as the QuerySet would give them, with what
it selects, leaves for later and adds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, get_args, get_origin
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

# A value of each type that nobody stores: where it turns up in the SQL's parameters, the caller's own value goes.
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 2_000_000_011 + number,
    str: lambda number: f"\ue000{number}",
    date: lambda number: date(9000, 1, 1) + timedelta(days=number),
    datetime: lambda number: datetime(9000, 1, 1, tzinfo=UTC) + timedelta(days=number),
    UUID: lambda number: UUID(int=2_000_000_011 + number),
}
LENGTHS = 200  # of lists, each with an SQL of its own
LONGEST = 100  # a longer list is asked for as ever: its SQL would be kept for nobody

type Place = tuple[str, int | None]


class Unpreparable(TypeError):
    """A value does not stand in the SQL as it was given."""


@dataclass(frozen=True)
class Made:
    """SQL with the place of each value: the value's name (and where in its list), or a constant."""

    queryset: Any
    compiler: Any
    sql: str
    places: list[tuple[Place | None, Any]]
    converters: dict[int, Any]

    def rows(self, values: dict[str, Any]) -> list[Any]:
        """As `QuerySet` reads them, with the SQL given instead of made."""
        params = tuple(found if place is None else _value(values, *place, like=found) for place, found in self.places)
        asked = SimpleNamespace(
            db=self.queryset.db,
            query=_Again(self.queryset.query, _Asking(self, params)),
            _fetch_mode=self.queryset._fetch_mode,
            _known_related_objects=self.queryset._known_related_objects,
            _fields=self.queryset._fields,
        )
        return list(self.queryset._iterable_class(asked))


class Prepared[T]:
    """`build` gives a QuerySet for values named like the types that follow it; called with values it gives the rows.

    `build` runs once (with lists: once per length): what changes between calls (the time, the language, who asks) has
    to be one of the values, and none may be None. Not for case records: their QuerySets are empty while nobody acts.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]], **types: Any) -> None:
        self.build, self.types = build, types
        self.lists = tuple(name for name, kind in types.items() if get_origin(kind) is list)
        self._made: dict[tuple[int, ...], Made | None] = {}

    def __call__(self, **values: Any) -> list[T]:
        for name, kind in self.types.items():
            if not isinstance(values[name], get_origin(kind) or kind):
                raise Unpreparable(f"{name} has to be {kind}, not {type(values[name]).__name__}")
        lengths = tuple(len(values[name]) for name in self.lists)
        if sum(lengths) > LONGEST:
            return list(self.build(**values))
        if lengths not in self._made:
            if len(self._made) >= LENGTHS:
                self._made.clear()
            self._made[lengths] = self._make(dict(zip(self.lists, lengths, strict=True)))
        made = self._made[lengths]
        return made.rows(values) if made else []

    def first(self, **values: Any) -> T | None:
        """The first row, or none."""
        return next(iter(self(**values)), None)

    def _make(self, lengths: dict[str, int]) -> Made | None:
        marks: dict[str, Any] = {}
        names: dict[Any, Place] = {}
        for place, mark in self._marks(lengths):
            names[type(mark), mark] = place
            name, index = place
            if index is None:
                marks[name] = mark
            else:
                marks.setdefault(name, []).append(mark)
        queryset: Any = self.build(**{name: [] for name in self.lists} | marks)
        if queryset._prefetch_related_lookups:
            raise Unpreparable("what is prefetched would not be read")
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        places = [(names.get((_kind(param), param)) if _kind(param) else None, param) for param in params]
        if missing := set(names.values()) - {place for place, _constant in places}:
            raise Unpreparable(f"not found in the SQL: {', '.join(sorted({name for name, _index in missing}))}")
        fields = [column[0] for column in compiler.select[: compiler.col_count]]
        if compiler.has_composite_fields(fields) or compiler.has_extra_select:
            raise Unpreparable("its columns are not the rows’ own")
        return Made(queryset, compiler, sql, places, compiler.get_converters(fields))

    def _marks(self, lengths: dict[str, int]) -> Iterator[tuple[Place, Any]]:
        number = 0
        for name, kind in self.types.items():
            mark = MARKS[get_args(kind)[0] if name in lengths else kind]
            for index in range(lengths[name]) if name in lengths else (None,):
                yield (name, index), mark(number)
                number += 1


class _Again:
    """The query as the QuerySet knows it, with its SQL made."""

    def __init__(self, query: Any, asking: _Asking) -> None:
        self._query, self._asking = query, asking

    def get_compiler(self, using: str | None = None) -> Any:
        return self._asking

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class _Asking:
    """The compiler as the QuerySet's iterable knows it, which has nothing left to compile."""

    def __init__(self, made: Made, params: tuple[Any, ...]) -> None:
        self.made, self.params = made, params
        self.select, self.klass_info = made.compiler.select, made.compiler.klass_info
        self.annotation_col_map = made.compiler.annotation_col_map

    def execute_sql(self, *args: Any, **options: Any) -> list[list[Any]]:
        """All rows in one piece; a thread has its own connection."""
        connection: Any = connections[self.made.queryset.db]
        with connection.planned_cursor() as cursor:
            cursor.execute(self.made.sql, self.params)
            return [cursor.fetchall()]

    def results_iter(self, results: Any = None, tuple_expected: bool = False, **options: Any) -> Iterator[Any]:
        (rows,) = self.execute_sql() if results is None else results
        if not self.made.converters:
            return iter(rows)
        converted = self.made.compiler.apply_converters(rows, self.made.converters)
        return map(tuple, converted) if tuple_expected else iter(converted)


def _kind(param: Any) -> type | None:
    """PostgreSQL's integers have a type of their own for each size."""
    return next((kind for kind in type(param).__mro__ if kind in MARKS), None) if param is not None else None


def _value(values: dict[str, Any], name: str, index: int | None, *, like: Any) -> Any:
    value = values[name] if index is None else values[name][index]
    return type(like)(value) if isinstance(like, int) else value
