"""What is measured is what readers get: as in production, whatever the settings of who measures."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection

from portal.management.commands import benchmark
from portal.seams.benchmark import Benchmark


def test_no_statement_is_written_down_while_something_is_measured(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    written_down: list[bool] = []

    def measure(number: int, say: Any) -> list[dict[str, Any]]:
        written_down.append(connection.queries_logged)
        return []

    search = Benchmark(name="search", usual=1, measure=measure)
    monkeypatch.setattr(benchmark, "benchmarks", lambda: {"search": search})

    call_command("benchmark", "search")

    assert written_down == [False]
    assert settings.DEBUG
