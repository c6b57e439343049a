"""`{{ row.titles|said }}`: words in the reader's language. `{% grid_cells row.cells %}`: a row of the team's grid."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.components.drawings import state
from training import texts
from training.team import Cell
from training.words import StateWords

register = template.Library()


@register.filter
def said(words: dict[str, Any]) -> Any:
    """The part in the reader's language, else in the main one."""
    return texts.said(words)


@register.simple_tag
def grid_cells(cells: Iterable[Cell]) -> SafeString:
    """How somebody stands to each requirement."""
    none = format_html('<td><span class="state state--none">{}</span></td>', _("not required"))
    return SafeString("".join(_cell(cell.words, cell.look) if cell.words else none for cell in cells))


@lru_cache(maxsize=1000)
def _cell(words: StateWords, look: str) -> SafeString:
    """A grid has the same few hundreds of times."""
    shade = format_html(' class="{}"', look) if look else ""
    return format_html("<td{}>{}</td>", shade, state(words.short, words.look, words.icon))
