"""The words around guides and practices in the admin: briefing, hand-outs, names of codes, countries."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from guidelines.briefing_form import BriefingPartForm
from guidelines.models import BriefingPart, Country, Handout, Label, MipexEdition


class BriefingPartViewSet(SnippetViewSet):
    """Lines of the briefing, each in Latvian and English."""

    model = BriefingPart
    icon = "clipboard-list"
    edit_handler = ObjectList(
        [FieldPanel("key"), FieldPanel("order"), FieldPanel("content")], base_form_class=BriefingPartForm
    )
    list_display = ["key", "kind", "order", "updated"]
    list_filter = ["kind"]
    ordering = ["kind", "order"]


class HandoutViewSet(SnippetViewSet):
    """Sheets for clients, one a language."""

    model = Handout
    icon = "doc-full"
    list_display = ["title", "key", "language", "checked"]
    list_filter = ["language", "checked"]


class LabelViewSet(SnippetViewSet):
    """What the library's codes are called."""

    model = Label
    icon = "tag"
    list_display = ["lv", "en", "kind", "code"]
    list_filter = ["kind"]


class CountryViewSet(SnippetViewSet):
    """Countries of the library."""

    model = Country
    icon = "site"
    list_display = ["code", "language", "order"]


class MipexEditionViewSet(SnippetViewSet):
    """Editions whose figures the library shows."""

    model = MipexEdition
    icon = "order"
    list_display = ["code", "policies_of", "mean_score"]


class LibraryWordsGroup(SnippetViewSetGroup):
    """One entry of the admin's menu for all of them."""

    items = (BriefingPartViewSet, HandoutViewSet, LabelViewSet, CountryViewSet, MipexEditionViewSet)
    menu_label = _("Words of the guidelines")
    menu_icon = "openquote"
    menu_order = 250
    add_to_admin_menu = True


register_snippet(LibraryWordsGroup)
