"""JSON in the database and in code, a form of blocks in the admin: facts that are read as plain dictionaries.

`StructuredField` needs no migration when its block changes and none to become or stop being one: the column is the
same `jsonb`. A part that nobody filled in is stored as `null`, so that code can ask "is it known?" by truth.
"""

from typing import Any

from django import forms
from django.db import models
from wagtail.blocks import Block, BlockField, ListBlock, StructBlock
from wagtail.blocks.base import BlockWidget
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.struct_block import StructValue


def plain(value: Any) -> Any:
    """A block's value as plain data; what is empty all through becomes None, an empty line of a list is left out."""
    if isinstance(value, dict):
        found = {name: plain(part) for name, part in value.items()}
        return found if any(part not in (None, "", []) for part in found.values()) else None
    if isinstance(value, ListValue | list | tuple):
        return [part for part in map(plain, value) if part not in (None, "")]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)  # dates, as everywhere in these columns


class StructuredWidget(BlockWidget):
    """Wagtail's, for a group or a list on its own."""

    @property
    def media(self) -> forms.Media:
        media: forms.Media = super().media + forms.Media(js=["js/structured.js"])
        return media


class StructuredFormField(BlockField):
    """The form: takes and gives plain data, keeps what was typed when something is wrong."""

    def __init__(self, block: Block, **kwargs: Any) -> None:
        # Wagtail draws the block's label as the heading of the group; without one an empty group has an empty heading.
        block.label = block.label or kwargs.get("label") or ""
        super().__init__(block=block, **({"widget": StructuredWidget(block)} | kwargs))

    def prepare_value(self, value: Any) -> Any:
        """Stored data as the block's own value; what was typed already is one."""
        if isinstance(value, StructValue | ListValue):
            return value
        return self.block.to_python(filled(self.block, value))

    def clean(self, value: Any) -> Any:
        """Plain data; errors stand at their block."""
        cleaned = plain(super().clean(value))
        return empty_of(self.block) if cleaned is None else cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(plain(self.prepare_value(initial)) != plain(data))


class StructuredField(models.JSONField):
    """`block` is a `StructBlock` for a dictionary or a `ListBlock` for a list of them."""

    def __init__(self, *args: Any, block: Block | None = None, **kwargs: Any) -> None:
        self.block = block
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("block", None)
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, form_class=StructuredFormField, block=self.block, **kwargs)


def empty_of(block: Block) -> Any:
    """What stands for nothing in the column."""
    return [] if isinstance(block, ListBlock) else {}


def filled(block: Block, value: Any) -> Any:
    """Stored data with an empty value where the block expects a group or a list and the data say null."""
    if isinstance(block, StructBlock):
        own = value if isinstance(value, dict) else {}
        return {
            name: filled(child, own[name])
            for name, child in block.child_blocks.items()
            if name in own and (own[name] is not None or isinstance(child, StructBlock | ListBlock))
        }
    if isinstance(block, ListBlock):
        return [filled(block.child_block, part) for part in value or ()]
    return value
