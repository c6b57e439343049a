"""Guides and practices: re-exports only."""

from .briefing import BriefingPart
from .challenge import Challenge
from .country import Country, MipexEdition
from .guide import CultureGuidePage, GuidelineIndexPage, GuidelinePage, guide_named
from .handout import Handout
from .practice import PracticeIndexPage, PracticePage
from .vocabulary import Label

__all__ = [
    "BriefingPart",
    "Challenge",
    "Country",
    "CultureGuidePage",
    "GuidelineIndexPage",
    "GuidelinePage",
    "Handout",
    "Label",
    "MipexEdition",
    "PracticeIndexPage",
    "PracticePage",
    "guide_named",
]
