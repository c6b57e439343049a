"""What changed between two versions of a page's words. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Passages = Mapping[str, Sequence[str]]
"""Path of a field or block to its passages in order."""


@dataclass(frozen=True)
class Change:
    """One passage before and after; an empty side means that it was added or taken out."""

    before: str
    after: str


def changes(before: Passages, after: Passages) -> list[Change]:
    """Passages that differ, in the order of the newer version, then those that are gone."""
    found = []
    for path, texts in after.items():
        earlier = before.get(path, ())
        for number in range(max(len(texts), len(earlier))):
            old = earlier[number] if number < len(earlier) else ""
            new = texts[number] if number < len(texts) else ""
            if old != new:
                found.append(Change(old, new))
    gone = (text for path, texts in before.items() if path not in after for text in texts)
    return [*found, *(Change(text, "") for text in gone)]
