"""Reads the readable content files: YAML with light Markdown, turned into values of stream fields.

Identifiers of pages and blocks are made from stable keys, so that loading twice makes nothing twice and a
translation's blocks match those of its source.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from markdown_it import MarkdownIt
from wagtail import blocks

# The same safe loader in C where the wheel has it: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock)
_NAMESPACE = uuid5(NAMESPACE_URL, "soli-pa-solim")


def stable_id(*parts: str) -> UUID:
    """The same parts give the same identifier, on every machine."""
    return uuid5(_NAMESPACE, "/".join(parts))


def read(path: Path) -> Any:
    """The content of a YAML file; an error names the file and the line."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_LOADER)  # noqa: S506 - both are the safe one


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "heading", "hr"])


def rich(text: str) -> str:
    """Light Markdown (paragraphs, bold, lists, links) as the HTML of a rich text field."""
    # „2011. gadā” opens a sentence, not a list.
    text = re.sub(r"(?m)^(\s*\d{4})\. ", r"\1\\. ", text or "")
    return str(_markdown().render(text)).replace("<strong>", "<b>").replace("</strong>", "</b>").strip()


def stream(block: blocks.BaseStreamBlock, items: list[dict[str, Any]], key: str) -> Any:
    """A stream value of `block` from `[{kind: value}, …]`; `key` makes the blocks' identifiers stable."""
    for item in items or []:
        if unknown := set(item) - set(block.child_blocks):
            raise ValueError(f"{key}: there is no block of the kind {sorted(unknown)}")
    raw = _raw(block, items, key)
    return block.to_python(raw)


def _raw(block: blocks.Block, value: Any, key: str) -> Any:
    if isinstance(block, blocks.RichTextBlock):
        return rich(value["text"] if isinstance(value, dict) else value)
    if isinstance(block, blocks.ListBlock):
        return [_item("item", block.child_block, part, f"{key}/{n}") for n, part in enumerate(value or [])]
    if isinstance(block, blocks.BaseStructBlock):
        unknown = set(value) - set(block.child_blocks)
        if unknown:
            raise ValueError(f"{key}: unknown fields {sorted(unknown)}")
        # What a file leaves out is empty text, not nothing: translation tools walk every text.
        return {
            name: _raw(child, value.get(name), f"{key}/{name}")
            for name, child in block.child_blocks.items()
            if name in value or isinstance(child, TEXTS)
        }
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            _item(kind, block.child_blocks[kind], part, f"{key}/{n}")
            for n, item in enumerate(value or [])
            for kind, part in item.items()
        ]
    if value is None and isinstance(block, TEXTS):
        return ""
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _item(kind: str, block: blocks.Block, value: Any, key: str) -> dict[str, Any]:
    return {"type": kind, "id": str(stable_id(key)), "value": _raw(block, value, key)}
