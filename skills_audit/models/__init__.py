"""The Skills Audit's tables: re-exports only."""

from .answer import Answer, AnswerOperation, ConflictCopy
from .audit import Audit
from .client import Client, ClientIdentity
from .evidence import Evidence
from .instrument import InstrumentVersion
from .plan import Plan, PlanStep
from .score import BandCorrection, ScoreRun

__all__ = [
    "Answer",
    "AnswerOperation",
    "Audit",
    "BandCorrection",
    "Client",
    "ClientIdentity",
    "ConflictCopy",
    "Evidence",
    "InstrumentVersion",
    "Plan",
    "PlanStep",
    "ScoreRun",
]
