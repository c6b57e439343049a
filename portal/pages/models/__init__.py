"""Pages every subject builds on: re-exports only."""

from .base import BasePage
from .home import HomePage
from .keyed import KeyedPage
from .standard import StandardPage

__all__ = ["BasePage", "HomePage", "KeyedPage", "StandardPage"]
