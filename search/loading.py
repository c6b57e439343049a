"""Puts rows into PostgreSQL by `COPY` in its binary form: written once, and nothing has to be read or escaped.

The form is that of PostgreSQL's documentation ("COPY", File Formats, Binary Format): a row is the number of its
columns, then each value's length and bytes, as the `…send` and `…recv` functions of its type have them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Field
from psycopg import Copy

from search.models import SearchDocument

Row = Mapping[str, Any]
_BEGIN = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_NULL = b"\xff\xff\xff\xff"
_VARCHAR = (1043).to_bytes(4)
_FIRST_DAY = date(2000, 1, 1).toordinal()
# Rows are sent off when so many bytes are together, and so many of these may wait for the database: it takes none in
# while it sorts the newest words into their index, a third of a second for 300 documents.
TOGETHER = 200_000
MOST_WAITING = 80


def write(rows: Iterable[Row], table: str = SearchDocument._meta.db_table) -> None:
    """Store rows while they are made: the database takes some in while the next are analysed.

    A row has a value for each column but the number; words are a tsvector in binary.
    """
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({_NAMES}) FROM STDIN (FORMAT BINARY)") as copy:
        send(copy, _parts(rows))


def send(copy: Copy, parts: Iterable[bytes | str]) -> None:
    """Send parts while the next are made; what goes wrong with one is raised here, with a later one."""
    with ThreadPoolExecutor(max_workers=1) as sender:
        sent = deque[Future[None]]()
        for part in parts:
            sent.append(sender.submit(copy.write, part))
            while sent and (sent[0].done() or len(sent) > MOST_WAITING):
                sent.popleft().result()
        for one in sent:
            one.result()


def _parts(rows: Iterable[Row]) -> Iterator[bytes]:
    parts, size = [_BEGIN], 0
    for row in rows:
        written = _written(row)
        parts.append(written)
        size += len(written)
        if size > TOGETHER:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join([*parts, _END])


def _written(row: Row) -> bytes:
    parts = [_NUMBER]
    for name, binary in _COLUMNS.items():
        value = row[name]
        if value is None:
            parts.append(_NULL)
        else:
            found = binary(value)
            parts += (len(found).to_bytes(4), found)
    return b"".join(parts)


def _date(value: date) -> bytes:
    return (value.toordinal() - _FIRST_DAY).to_bytes(4, signed=True)


def _array(values: Iterable[str]) -> bytes:
    return _array_of(tuple(values))


@lru_cache(maxsize=5_000)
def _array_of(values: tuple[str, ...]) -> bytes:
    """Dimensions, whether there are NULLs, type of the items; where there are any, their number and the first's."""
    items = [value.encode() for value in values]
    if not items:
        return bytes(8) + _VARCHAR
    head = (1).to_bytes(4) + bytes(4) + _VARCHAR + len(items).to_bytes(4) + (1).to_bytes(4)
    return head + b"".join([len(item).to_bytes(4) + item for item in items])


def _binary(field: Field[Any, Any]) -> Callable[[Any], bytes]:
    if isinstance(field, ArrayField):
        return _array
    return _BINARY[field.get_internal_type()]


_BINARY: dict[str, Callable[[Any], bytes]] = {
    "CharField": str.encode,
    "TextField": str.encode,
    "DateField": _date,
    "BinaryField": bytes,
    "SearchVectorField": bytes,
}
_COLUMNS = {
    field.attname: _binary(field)
    for field in SearchDocument._meta.concrete_fields
    if not (field.primary_key or field.generated)
}
_NAMES = ", ".join(_COLUMNS)
_NUMBER = len(_COLUMNS).to_bytes(2)
