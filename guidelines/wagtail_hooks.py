"""The words around guides and practices in the admin: briefing, hand-outs, names of codes, countries."""

from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from guidelines.briefing_form import BriefingPartForm
from guidelines.models import BriefingPart, Country, Handout, Label, MipexEdition

KINDS_OF_LABELS = {
    "ages": _("ages"),
    "areas": _("integration areas"),
    "cost_bands": _("cost"),
    "evidence_levels": _("evidence"),
    "legal_statuses": _("statuses"),
    "mipex_strands": _("MIPEX strands"),
    "provider_kinds": _("kinds of providers"),
    "states": _("states of a precondition"),
    "target_groups": _("target groups"),
    "themes": _("themes"),
}


def _kind(label: Label) -> str:
    return str(KINDS_OF_LABELS.get(label.kind, label.kind))


def _language(row: Any) -> str:
    try:
        return str(capfirst(get_language_info(row.language)["name_translated"]))
    except KeyError:
        return str(row.language)


def _changed(part: BriefingPart) -> str:
    return date_format(part.updated, "SHORT_DATE_FORMAT")


class BriefingPartViewSet(SnippetViewSet):
    """Lines of the briefing, each in Latvian and English."""

    model = BriefingPart
    icon = "clipboard-list"
    edit_handler = ObjectList(
        [FieldPanel("key"), FieldPanel("order"), FieldPanel("content")], base_form_class=BriefingPartForm
    )
    list_display: ClassVar[list[Any]] = [
        "__str__", Column("get_kind_display", label=_("kind"), sort_key="kind"), "key", "order",
        Column("updated", label=_("changed"), accessor=_changed, sort_key="updated"),
    ]  # fmt: skip
    list_filter = ["kind"]
    ordering = ["kind", "order"]


class HandoutViewSet(SnippetViewSet):
    """Sheets for clients, one a language."""

    model = Handout
    icon = "doc-full"
    list_display: ClassVar[list[Any]] = [
        "title", "key", Column("language", label=_("language"), accessor=_language, sort_key="language"),
        BooleanColumn("checked", label=Handout._meta.get_field("checked").verbose_name, sort_key="checked"),
    ]  # fmt: skip
    list_filter = ["language", "checked"]


class LabelViewSet(SnippetViewSet):
    """What the library's codes are called."""

    model = Label
    icon = "tag"
    list_display: ClassVar[list[Any]] = [
        "lv", "en", Column("kind", label=_("kind"), accessor=_kind, sort_key="kind"), "code",
    ]  # fmt: skip
    list_filter = ["kind"]


class CountryViewSet(SnippetViewSet):
    """Countries of the library."""

    model = Country
    icon = "site"
    chooser_words = (_("Choose a country"), _("Choose another country"), _("Edit this country"))
    list_display: ClassVar[list[Any]] = [
        "__str__", "code", Column("language", label=_("language"), accessor=_language, sort_key="language"),
        Column("order", label=_("order"), sort_key="order"),
    ]  # fmt: skip


class MipexEditionViewSet(SnippetViewSet):
    """Editions whose figures the library shows."""

    model = MipexEdition
    icon = "order"
    list_display = ["code", "policies_of", "mean_score"]


class LibraryWordsGroup(SnippetViewSetGroup):
    """One entry of the admin's menu for all of them."""

    items = (BriefingPartViewSet, HandoutViewSet, LabelViewSet, CountryViewSet, MipexEditionViewSet)
    menu_label = _("Guideline texts")
    menu_icon = "openquote"
    menu_order = 250
    add_to_admin_menu = True


register_snippet(LibraryWordsGroup)
