"""Protection's own tables: re-exports only."""

from .case_assignment import CaseAssignment
from .data_key import DataKey
from .trail import TrailAnchor, TrailEntry

__all__ = ["CaseAssignment", "DataKey", "TrailAnchor", "TrailEntry"]
