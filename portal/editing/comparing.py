"""Two versions of facts that are stored as plain data, compared as an editor knows them: a line a field."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class
from wagtail.blocks import Block, BooleanBlock, ListBlock, StructBlock

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
        yield from [f"{', '.join(names)}: {_('Yes') if value else _('No')}"]
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


def compare_by_name() -> None:
    """Once, before the admin answers."""
    register_comparison_class(StructuredField, comparison_class=StructuredComparison)
