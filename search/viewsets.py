"""How editors see the term base."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.editing.folded import FoldedIndexView
from search.models import Concept, Term

EFFECT = _(
    "Terms are effective with the next search. The preferred term names the concept to readers. "
    "Synonyms are looked for too. An understood term is only recognised when somebody types it."
)


def _changed(concept: Concept) -> str:
    return date_format(timezone.localtime(concept.updated), "SHORT_DATETIME_FORMAT")


class ConceptViewSet(SnippetViewSet):
    """List, search, edit. Columns say in how many languages a concept is named."""

    model = Concept
    icon = "tag"
    chooser_words = (_("Choose a concept"), _("Choose another concept"), _("Edit this concept"))
    menu_label = _("Term base")
    menu_name = "term_base"
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        "__str__", "key", Column("languages", label=_("Languages"), accessor="named_in"),
        Column("updated", label=_("Changed"), sort_key="updated", accessor=_changed),
    ]  # fmt: skip
    list_filter = ["scheme"]
    search_fields = ["key", "terms__text", "definition_lv", "definition_en"]
    index_view_class = FoldedIndexView
    search_backend_name = None
    list_per_page = 50
    ordering = ["key"]
    panels = [
        MultiFieldPanel([FieldPanel("key"), FieldPanel("scheme")], heading=_("Concept")),
        HelpPanel(content=EFFECT),
        InlinePanel(
            "terms",
            panels=[FieldPanel("language"), FieldPanel("text"), FieldPanel("kind"), FieldPanel("weight")],
            label=_("Term"),
            heading=_("Terms"),
            min_num=1,
        ),
        FieldPanel("definition_lv"),
        FieldPanel("definition_en"),
        FieldPanel("broader"),
        FieldPanel("related"),
        InlinePanel("promotions", panels=[FieldPanel("object_key")], label=_("Promoted result")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Two statements for a page of the list."""
        preferred = Prefetch("terms", queryset=Term.objects.filter(kind=Term.Kind.PREFERRED))
        found: QuerySet[Any] = Concept.objects.annotate(named_in=Count("terms__language", distinct=True))
        return found.prefetch_related(preferred)
