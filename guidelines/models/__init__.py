"""Guides and practices: re-exports only."""

from .briefing import BriefingPart
from .country import Country, MipexEdition
from .guide import CultureGuidePage, GuidelineIndexPage, GuidelinePage
from .handout import Handout
from .practice import PracticeIndexPage, PracticePage
from .vocabulary import Label

__all__ = [
    "BriefingPart",
    "Country",
    "CultureGuidePage",
    "GuidelineIndexPage",
    "GuidelinePage",
    "Handout",
    "Label",
    "MipexEdition",
    "PracticeIndexPage",
    "PracticePage",
]
