"""Guides and practices: re-exports only."""

from .country import Country
from .guide import CultureGuidePage, GuidelineIndexPage, GuidelinePage
from .handout import Handout
from .practice import PracticeIndexPage, PracticePage

__all__ = [
    "Country",
    "CultureGuidePage",
    "GuidelineIndexPage",
    "GuidelinePage",
    "Handout",
    "PracticeIndexPage",
    "PracticePage",
]
