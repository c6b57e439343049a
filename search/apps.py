from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from django.core import checks

        from portal.seams import findable
        from search import benchmark, demo, routes
        from search.outbox import note_change
        from search.semantic.embedding import check_embedder

        findable.on_change(note_change)
        routes.state()
        demo.state()
        benchmark.state()
        checks.register(check_embedder)
