"""Search keeps the term base in memory by version; a rolled-back test must not leave its own behind."""

from collections.abc import Iterator

import pytest

from search.terms import memory


@pytest.fixture(autouse=True)
def _nothing_kept_in_memory() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()
