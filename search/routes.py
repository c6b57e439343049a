"""Access rules of search and the classes of its fields."""

from portal.seams import access


def state() -> None:
    """State them once, when the app is ready."""
    access.route("search:search", access.SIGNED_IN)
    access.route("search:suggestions", access.SIGNED_IN)
    access.route("search:api", access.SIGNED_IN)
    for model in ("Concept", "Term"):
        access.classify(f"search.{model}", access.PUBLIC_DATA)
    for model in ("Promotion", "SearchDocument", "Collection", "TokenStatistic", "KnownWord", "OutboxEntry"):
        access.classify(f"search.{model}", access.INTERNAL)
    # A question typed into a search field may name somebody: kept short and without its asker.
    access.classify("search.QueryLog", access.INTERNAL, retention="query_log")
