"""What is written goes to the database while the next is made: all of it, in order, and never much ahead."""

from collections.abc import Iterator
from typing import Any

import pytest

from search import loading


class Database:
    """A database that may break while it takes a part in."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    def write(self, part: bytes) -> None:
        if part == b"broken":
            raise OSError("the database is gone")
        self.taken.append(part)


def test_parts_arrive_in_order_and_few_wait() -> None:
    copy: Any = Database()
    ahead: list[int] = []

    def parts() -> Iterator[bytes]:
        for number in range(1_000):
            ahead.append(number - len(copy.taken))
            yield str(number).encode()

    loading.send(copy, parts())

    assert copy.taken == [str(number).encode() for number in range(1_000)]
    assert max(ahead) <= loading.MOST_WAITING + 1


def test_what_goes_wrong_with_a_part_is_raised_and_ends_the_sending() -> None:
    copy: Any = Database()
    made = 0

    def parts() -> Iterator[bytes]:
        nonlocal made
        for made in range(100_000):
            yield b"broken" if made == 3 else b"whole"

    with pytest.raises(OSError, match="gone"):
        loading.send(copy, parts())

    assert made < 100_000 - 1
