"""Locks held by somebody else: a request waits before one for as long as a test wants, so no clock decides it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from tests.faults.killed import address_of_tests

WAITING = """
SELECT count(*) FROM pg_locks WHERE NOT granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def held(table: str, address: str = "") -> Iterator["psycopg.Connection[Any]"]:
    """Nobody else reads the table or writes to it until this ends; in the tests' database, or the one of `address`."""
    with psycopg.connect(address or address_of_tests()) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield other
        other.rollback()


def somebody_waits(other: "psycopg.Connection[Any]", number: int = 1, seconds: float = 100) -> None:
    """Return when so many other sessions stand before a lock."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = other.execute(WAITING).fetchone()
        if found and found[0] >= number:
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits for the lock")
