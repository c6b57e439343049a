"""Protection's own tables: re-exports only."""

from .case_assignment import CaseAssignment
from .data_key import DataKey
from .erasure import ErasureCertificate
from .trail import TrailAnchor, TrailCut, TrailEntry

__all__ = ["CaseAssignment", "DataKey", "ErasureCertificate", "TrailAnchor", "TrailCut", "TrailEntry"]
