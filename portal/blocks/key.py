"""Text that is the same in every language: keys, dates, codes. Translators never see it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import EVIDENCE


class KeyBlock(blocks.CharBlock):
    """A `CharBlock` that wagtail-localize copies instead of offering it for translation."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """Nobody looks for a key, and in a passage found it would be noise."""
        return []

    class Meta:
        icon = "key"
        template = "blocks/key.html"
        description = _("A key, a date or a code; the same in every language.")
        group = EVIDENCE
        preview_value = "L3"
