"""The date a source carries, as a reader sees it."""

from portal.components.dates import shown

__all__ = ["shown"]
