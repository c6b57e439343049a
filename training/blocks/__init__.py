"""The blocks of a lesson."""

from portal.blocks.text import TEXT_BLOCKS

from .lesson import CheckBlock, ReflectionBlock, ScenarioBlock

LESSON_BLOCKS = [
    *TEXT_BLOCKS,
    ("reflection", ReflectionBlock()),
    ("check", CheckBlock()),
    ("scenario", ScenarioBlock()),
]
