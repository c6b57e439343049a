"""The browser's fixtures for every journey."""

from tests.journeys.browser import chromium, visitor

__all__ = ["chromium", "visitor"]
