"""The browser's fixtures for every journey."""

import pytest

from tests.journeys.browser import chromium, visitor

__all__ = ["chromium", "visitor"]


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on two busy cores misses a beat now and then: a journey may be walked again, and the report says so.

    All journeys go to one worker, so that no two browsers stand in each other's way.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
            item.add_marker(pytest.mark.xdist_group("browser"))
