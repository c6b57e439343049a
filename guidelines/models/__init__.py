"""Guides and practices: re-exports only."""

from .briefing import BriefingPart
from .challenge import Challenge
from .country import Country, MipexEdition
from .guide import CultureGuidePage, GuidelineIndexPage, GuidelinePage, guide_named
from .handout import Handout
from .practice import PracticeIndexPage, PracticePage
from .published_version import PublishedVersion
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
    "PublishedVersion",
    "guide_named",
]
