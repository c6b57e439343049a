"""What `manage.py benchmark` can measure besides pages: filled by apps, each with its own peer in the same run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Say = Callable[[str], Any]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """`measure(number, say)` returns rows that share their keys, the first of which names the row.

    `number`: how many requests (or documents) are wanted; `usual` where nobody says.
    """

    name: str
    usual: int
    measure: Callable[[int, Say], list[dict[str, Any]]]


_benchmarks: dict[str, Benchmark] = {}


def register(benchmark: Benchmark) -> None:
    """Add a benchmark."""
    _benchmarks[benchmark.name] = benchmark


def benchmarks() -> dict[str, Benchmark]:
    """All registered, by name."""
    return _benchmarks
