"""Lists of the admin that PostgreSQL searches itself: letters without their marks on both sides.

`unaccent` would need an extension; these are the letters of Latvian and of its neighbours in the library.
"""

from typing import Any

from django.db.models import CharField, JSONField, Q, QuerySet, TextField, Transform
from wagtail.snippets.views.snippets import IndexView

MARKED = "āčēģīķļņōŗšūžäåöáéíóúüőűø"
PLAIN = "acegiklnorsuzaaoaeiouuouo"
LETTERS = str.maketrans(MARKED, PLAIN)


@CharField.register_lookup
@TextField.register_lookup
@JSONField.register_lookup
class Folded(Transform):
    """Small letters without marks; of stored data all its words."""

    lookup_name = "folded"
    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        inner, params = compiler.compile(self.lhs)
        return f"translate(lower(({inner})::text), %s, %s)", (*params, MARKED, PLAIN)


class FoldedIndexView(IndexView):
    """Wagtail's list of snippets; what is typed is found with and without marks, each row once."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        typed = self.search_query.strip().lower().translate(LETTERS)
        wanted = Q()
        for name in self.search_fields or ():
            wanted |= Q(**{f"{name}__folded__contains": typed})
        found = self.model._default_manager.filter(wanted).values("pk")
        return queryset.filter(pk__in=found)
