"""A page as the content checks read it: its texts, claims, pictures and sources, each with where an editor finds it."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page

from portal.blocks.key import KeyBlock
from portal.blocks.source import SourceBlock
from portal.blocks.structured import StructuredField, filled
from portal.blocks.text import HeadingBlock
from portal.editing.content_checks import Claim, Passage, Picture, Place, Reading

# Of what Wagtail itself keeps with a page, only these are words for readers.
OF_EVERY_PAGE = ("title", "seo_title", "search_description")
NO_TEXT = (KeyBlock, blocks.ChoiceBlock, blocks.URLBlock, blocks.EmailBlock)
LANGUAGES = ("lv", "en")
# A struct with a title and these names opens a part of the page; the name of its title is its heading.
OPENS_A_PART = {"key", "title"}


def reading_of(page: Page) -> Reading:
    """What stands on this specific page, as it is in memory."""
    reading = Reading(sources=dict(_sources(page)) | _sources_above(page))
    language = page.locale.language_code
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            if field.name != "sources":
                _Reader(reading, language, _name(field), field.name).stream(getattr(page, field.name) or ())
            continue
        place = Place(_name(field))
        if isinstance(field, StructuredField) and field.block is not None:
            value = field.block.to_python(filled(field.block, getattr(page, field.name)))
            _Reader(reading, language, _name(field), "").block(field.block, value, place, language)
        elif _is_text(field) and (text := getattr(page, field.name)):
            reading.passages.append(Passage(str(text), place, _language(field.name, language)))
    return reading


def _name(field: Any) -> str:
    return str(capfirst(field.verbose_name))


def _is_text(field: models.Field) -> bool:
    if field.model is Page:
        return field.name in OF_EVERY_PAGE
    return isinstance(field, models.TextField | models.CharField) and not (
        field.choices or isinstance(field, models.SlugField | models.URLField) or field.name == "key"
    )


def _language(name: str, of_page: str) -> str:
    """`summary_en` and a part called `en` are English on a page of any language."""
    last = name.rsplit("_", 1)[-1]
    return last if last in LANGUAGES else of_page


def _sources(page: Any) -> Iterator[tuple[str, bool]]:
    """Key → has it a date: its own, or the day somebody noted or read it."""
    for block in getattr(page, "sources", None) or ():
        if isinstance(block.block, SourceBlock):
            own = block.value.get("dated") or ""
            dated = own not in ("", "undated") or bool(block.value.get("checked") or block.value.get("read_on"))
            yield str(block.value.get("key") or ""), dated


def _sources_above(page: Page) -> dict[str, bool]:
    """A lesson names the sources of its module."""
    parent = page.get_parent() if page.path and page.depth > 2 else None
    return dict(_sources(parent.specific)) if parent else {}


class _Reader:
    """Walks one field of blocks."""

    def __init__(self, reading: Reading, language: str, field: str, stream: str) -> None:
        self.reading, self.language, self.field, self.name = reading, language, field, stream

    def stream(self, value: Any) -> None:
        for number, child in enumerate(value, start=1):
            where = _("%(field)s, block %(number)s: %(kind)s") % {
                "field": self.field, "number": number, "kind": child.block.label,
            }  # fmt: skip
            anchor = f"block-{child.id}-section" if child.id else ""
            self.block(child.block, child.value, Place(where, anchor), self.language)

    def block(self, block: Any, value: Any, place: Place, language: str) -> None:
        if not value:
            return
        if isinstance(block, ImageBlock | ImageChooserBlock):
            self._picture(value, place)
        elif isinstance(block, blocks.StructBlock):
            self._struct(block, value, place, language)
        elif isinstance(block, blocks.ListBlock):
            for part in value:
                self.block(block.child_block, part, place, language)
        elif isinstance(block, blocks.StreamBlock):
            for child in value:
                self.block(child.block, child.value, place, language)
        elif isinstance(block, HeadingBlock):
            self._text(value, place, language, level=2)
        elif isinstance(block, blocks.RichTextBlock):
            self._text(value.source, place, language)
        elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and not isinstance(block, NO_TEXT):
            self._text(value, place, language)

    def _struct(self, block: Any, value: Any, place: Place, language: str) -> None:
        names = block.child_blocks.keys()
        if names & {"source", "sources"}:
            self._claim(value, place)
        opens = set(names) == OPENS_A_PART
        for name, child in block.child_blocks.items():
            part = value.get(name)
            if opens and name == "title" and part:
                self._text(part, place, language, level=2)
            elif name not in {"key", "source", "sources", "code"}:
                within = name if name in LANGUAGES else language
                self.block(child, part, place, "" if name == "original" else within)

    def _claim(self, value: Any, place: Place) -> None:
        """A name or an evaluation may do without a source; what is claimed may not."""
        named = value.get("source") or value.get("sources") or ()
        keys = (named,) if isinstance(named, str) else tuple(named)
        words = next(
            (value[name] for name in ("text", "statement", *LANGUAGES) if isinstance(value.get(name), str)), ""
        )
        if words or keys:
            dated = bool(value.get("source_date") or value.get("state_at") or value.get("year"))
            self.reading.claims.append(Claim(words, keys, dated, place))

    def _picture(self, value: Any, place: Place) -> None:
        words = getattr(value, "contextual_alt_text", None)
        if words is None:
            words = getattr(value, "description", "")
        said_so = bool(getattr(value, "decorative", False))
        self.reading.pictures.append(Picture(str(value), words or "", said_so, place))

    def _text(self, text: Any, place: Place, language: str, level: int = 0) -> None:
        passage = Passage(str(text), place, language, level, self.name)
        self.reading.passages.append(passage)
