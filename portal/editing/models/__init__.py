"""The editors' desk's own tables: re-exports only."""

from .stale import StaleTranslation

__all__ = ["StaleTranslation"]
