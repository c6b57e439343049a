"""What a hundred times the documents cost: the same pages and the same questions, asked of a small and a large portal.

Both stand in databases of their own with the demo's content, served side by side and asked in turn, so that what else
this machine does meets both. Nothing of the installation is read or changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from portal.benchmark import pages
from portal.benchmark.scratch import address_of, copy_of, lead_to, scratch_database
from portal.demo.swift import without_waiting_for_the_disk
from portal.seams import findable
from portal.seams.benchmark import Benchmark, Say, benchmarks, register
from portal.seams.demo import contents
from portal.seams.screens import Screen, screens

SMALL, LARGE = 1_000, 100_000
LIBRARY = (
    "home-anna", "module", "lesson", "guide", "guideline", "library", "country", "practice", "search", "audit-caseload",
)  # fmt: skip


def measure_growth(number: int, say: Say) -> list[dict[str, Any]]:
    """`number` requests for each page and questions for the search, of 1,000 and of 100,000 documents."""
    if not settings.DEMO:
        raise CommandError("Growth is measured with the demo's content: use its settings (portal.settings.dev).")
    with scratch_database(say) as small:
        with without_waiting_for_the_disk():
            _load(say)
            _grow(SMALL, say)
        with copy_of(small) as large:
            with _leading_to(large, back_to=small), without_waiting_for_the_disk():
                _grow(LARGE, say)
            return [*_pages(small, large, number, say), _search(small, large, number, say)]


def _load(say: Say) -> None:
    for content in contents():
        began = monotonic()
        with findable.told_once():
            content.load(lambda text: None)
        say(f"• {content.name}: {monotonic() - began:.0f} s")


def _grow(number: int, say: Say) -> None:
    began = monotonic()
    for content in contents():
        if content.grow:
            content.grow("documents", number, lambda text: say(f"  {text}"))
    say(f"• {number} documents: {monotonic() - began:.0f} s")


@contextmanager
def _leading_to(name: str, *, back_to: str) -> Iterator[None]:
    lead_to(name)
    try:
        yield
    finally:
        lead_to(back_to)


def _pages(small: str, large: str, number: int, say: Say) -> Iterator[dict[str, Any]]:
    with (
        pages.serving(DATABASE_URL=address_of(small)) as small_port,
        pages.serving(DATABASE_URL=address_of(large)) as large_port,
    ):
        for screen in _chosen():
            path = screen.path("lv")
            if path is None:
                continue
            say(f"• {screen.name} {path}")
            few = pages.Asking(small_port, path, screen.role)
            with _leading_to(large, back_to=small):
                many = pages.Asking(large_port, path, screen.role)
            for batch in pages.batches(number):
                few.ask(batch)
                many.ask(batch)
            yield _compared(f"page {screen.name}", few.result(), many.result())


def _chosen() -> list[Screen]:
    chosen = [screen for screen in screens() if screen.name in LIBRARY]
    if not chosen:
        raise CommandError("There is no page to measure.")
    return chosen


def _search(small: str, large: str, number: int, say: Say) -> dict[str, Any]:
    """The search as `benchmark search` measures it, in both databases."""
    search = benchmarks()["search"]
    few = search.measure(number, say)[0]
    with _leading_to(large, back_to=small):
        many = search.measure(number, say)[0]
    return _compared("search", few, many)


def _compared(name: str, few: dict[str, Any], many: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"what": name}
    for size, told in ((SMALL, few), (LARGE, many)):
        row |= {f"{size}_{key}": told[key] for key in ("p50_ms", "p95_ms")}
        if told.get("status", 200) != 200:
            raise CommandError(f"{name} answered {told['status']}.")
    return row | {
        "times_p50": round(many["p50_ms"] / (few["p50_ms"] or 1), 2),
        "times_p95": round(many["p95_ms"] / (few["p95_ms"] or 1), 2),
    }


def state() -> None:
    """Register once, when the app is ready."""
    register(Benchmark(name="growth", usual=200, measure=measure_growth))
