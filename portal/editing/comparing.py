"""Two versions of a page compared in an editor's words: facts a line a field, and yes, no, days and names of choices
where Wagtail shows what Python calls them."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import BlockComparison, FieldComparison, TextDiff, diff_text, register_comparison_class
from wagtail.blocks import (
    Block,
    BooleanBlock,
    DateBlock,
    DateTimeBlock,
    EmailBlock,
    FieldBlock,
    IntegerBlock,
    ListBlock,
    StructBlock,
    URLBlock,
)
from wagtail.blocks.field_block import BaseChoiceBlock

from portal.blocks.structured import StructuredField


def lines(block: Block, value: Any, names: tuple[str, ...] = ()) -> Iterator[str]:
    """Each filled-in field of a group or a list; what is empty has no line."""
    if value in (None, "", [], {}):
        return
    if isinstance(block, StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from lines(child, value.get(name), (*names, str(child.label)))
    elif isinstance(block, ListBlock) and isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from lines(block.child_block, part, (*names, str(number)))
    elif isinstance(block, BooleanBlock):
        answer = _("Yes") if value else _("No")
        yield f"{', '.join(names)}: {answer}"
    else:
        choices = dict(getattr(getattr(block, "field", None), "choices", None) or ())
        yield f"{', '.join(names)}: {choices.get(value, value)}"


class StructuredComparison(FieldComparison):
    """For Wagtail's comparison of two versions, which would show what Python calls the data."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.before, self.after = (
            "\n".join(lines(field.block, value)) if field.block else str(value) for value in (self.val_a, self.val_b)
        )

    def has_changed(self) -> bool:
        return bool(self.before != self.after)

    def htmldiff(self) -> SafeString:
        return format_html('<div class="sps-lines">{}</div>', diff_text(self.before, self.after).to_html())


def said(block: Block | None, value: Any) -> str:
    """A value as an editor would say it; nothing where there is none."""
    if value in (None, "", []):
        return ""
    if isinstance(block, BooleanBlock) or isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, datetime):
        return str(date_format(value, "SHORT_DATETIME_FORMAT"))
    if isinstance(value, date):
        return str(date_format(value, "SHORT_DATE_FORMAT"))
    if isinstance(block, BaseChoiceBlock):
        names = dict(_flat(block.field.choices))
        several = value if isinstance(value, list | tuple) else [value]
        return ", ".join(str(names.get(one, one)) for one in several)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _field_diff(comparison: FieldComparison) -> SafeString:
    """Of a field that is no text: Wagtail would print None, True and days as Python does."""
    before, after = said(None, comparison.val_a), said(None, comparison.val_b)
    parts = [("equal", before)] if before == after else [("deletion", before), ("addition", after)]
    diff: SafeString = TextDiff([(kind, words) for kind, words in parts if words]).to_html()
    return diff


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Choices without the headings over groups of them."""
    for value, name in choices:
        if isinstance(name, list | tuple):
            yield from name
        else:
            yield value, name


class SaidComparison(BlockComparison):
    """For parts of a text that Wagtail compares as Python prints them: True, None, 2026-11-26, the code of a choice."""

    def htmlvalue(self, val: Any) -> SafeString:
        return escape(said(self.block, val))

    def htmldiff(self) -> SafeString:
        diff: SafeString = diff_text(said(self.block, self.val_a), said(self.block, self.val_b)).to_html()
        return diff


PLAIN_PRINTED: tuple[type[FieldBlock], ...] = (
    BooleanBlock, BaseChoiceBlock, DateBlock, DateTimeBlock, IntegerBlock, URLBlock, EmailBlock,
)  # fmt: skip


def compare_by_name() -> None:
    """Once, before the admin answers."""
    FieldComparison.htmldiff = _field_diff
    for kind in PLAIN_PRINTED:
        kind.get_comparison_class = lambda block: SaidComparison
    register_comparison_class(StructuredField, comparison_class=StructuredComparison)
