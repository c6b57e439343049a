"""A guide as its page shows it: sections with their statements, each with its source beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

QUESTIONS_SHOWN = 3
CONFIDENCE_STEPS = {"high": 4, "medium": 2, "low": 1}


@dataclass
class Statement:
    """A claim of the guide. `words` is the block's value; `late`: its review is due; `step` of the stairs.

    `questioned`: what readers asked about it, the newest first.
    """

    words: Any
    source: Any
    late: bool
    step: int
    questioned: list[Any] = field(default_factory=list)


@dataclass
class Part:
    """A section: its key and title, then statements and names in the order of the text."""

    key: str
    title: str
    statements: list[Statement] = field(default_factory=list)
    names: list[Any] = field(default_factory=list)


class Outline:
    """A guide read on demand: a page whose words stand ready in the cache never looks into its blocks."""

    def __init__(self, page: Any, today: date, questioned: Iterable[Any] = ()) -> None:
        self._page, self._today, self._questioned = page, today, questioned

    @cached_property
    def parts(self) -> list[Part]:
        """The sections in their order."""
        found = parts(self._page.body, self._page.sources, self._today)
        by_key: dict[str, list[Any]] = {}
        for question in self._questioned:
            by_key.setdefault(question.statement, []).append(question)
        for part in found:
            for claim in part.statements:
                claim.questioned = by_key.get(claim.words["key"], [])[:QUESTIONS_SHOWN]
        return found

    @property
    def statements(self) -> int:
        """How many claims the guide makes."""
        return sum(len(part.statements) for part in self.parts)

    @property
    def late(self) -> int:
        """How many of them are late for their review."""
        return sum(statement.late for part in self.parts for statement in part.statements)


def parts(body: Iterable[Any], sources: Iterable[Any], today: date) -> list[Part]:
    """The body in sections. What stands before the first section heading belongs to an unnamed one."""
    known = {source.value["key"]: source.value for source in sources}
    found: list[Part] = []
    for block in body:
        if block.block_type == "section":
            found.append(Part(block.value["key"], block.value["title"]))
            continue
        if not found:
            found.append(Part("start", ""))
        if block.block_type == "name":
            found[-1].names.append(block)
        else:
            found[-1].statements.append(statement(block.value, known, today))
    return found


def statement(words: Any, sources: dict[str, Any], today: date) -> Statement:
    """A statement with its source from the page's list, or none when the page names no such source."""
    review_by = words.get("review_by")
    return Statement(
        words=words,
        source=sources.get(words.get("source") or ""),
        late=bool(review_by and review_by < today),
        step=CONFIDENCE_STEPS.get(words.get("confidence") or "", 0),
    )


def plain_text(page: Any) -> str:
    """All words of a guide for the search: short version, sections, mirror, changes."""
    streams = [getattr(page, name, None) for name in ("gist", "body", "mirror", "changes")]
    wanted = (
        "title",
        "text",
        "scope",
        "variation",
        "ask",
        "topic",
        "newcomer",
        "office",
        "phrase",
        "law",
        "check",
        "note",
    )
    values = [block.value for stream in streams if stream for block in stream]
    return "\n".join(str(value.get(name) or "") for value in values for name in wanted if value.get(name))
