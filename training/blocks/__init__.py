"""The blocks of a lesson."""

from portal.blocks.text import TEXT_BLOCKS

from .lesson import CheckBlock, ReflectionBlock, ScenarioBlock
from .package import PackageBlock

LESSON_BLOCKS = [
    *TEXT_BLOCKS,
    ("reflection", ReflectionBlock()),
    ("check", CheckBlock()),
    ("scenario", ScenarioBlock()),
    ("package", PackageBlock()),
]
