"""The quiet note on a page whose source changed after it was translated."""

from typing import Any

from django import template

from portal.editing.models import StaleTranslation

register = template.Library()


@register.inclusion_tag("editing/stale_note.html")
def stale_note(page: Any) -> dict[str, Any]:
    """Nothing where the translation follows its source; one query."""
    mark = StaleTranslation.objects.filter(page_id=page.pk).only("since").first() if page and page.pk else None
    source = page.get_translations().filter(locale__language_code="lv", live=True).first() if mark else None
    return {"mark": mark, "source": source}
