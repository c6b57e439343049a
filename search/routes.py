"""Access rules of search, the classes of its fields, its entry in the header, its screens."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.seams import access, navigation, screens


def state() -> None:
    """State them once, when the app is ready."""
    for name in ("search", "suggestions", "api", "openapi"):
        access.route(f"search:{name}", access.SIGNED_IN)
    for model in ("Concept", "Term"):
        access.classify(f"search.{model}", access.PUBLIC_DATA)
    for model in ("Promotion", "SearchDocument", "Collection", "TokenStatistic", "KnownWord", "OutboxEntry"):
        access.classify(f"search.{model}", access.INTERNAL)
    # A question typed into a search field may name somebody: kept without its asker, and not for long.
    access.classify("search.QueryLog", access.INTERNAL, retention="query_log")
    navigation.register(
        navigation.Entry(
            key="search",
            label=_("Search"),
            url=lambda: reverse("search:search"),
            icon="search",
            order=80,
            may_see=lambda user: True,
            is_current=lambda place: place.view_name.startswith("search:"),
        )
    )
    for name, query in (
        ("search", {"q": "mājokļi bēgļiem"}),
        ("search-start", {}),
        ("search-nothing", {"q": "kvantu gravitācija"}),
        ("search-misspelt", {"q": "prasmju novertešana"}),
    ):
        screens.register(screens.Screen(name=name, role="official", path=_address(query)))


def _address(query: dict[str, str]):  # type: ignore[no-untyped-def]
    def path(language: str) -> str:
        with override(language):
            return reverse("search:search") + (f"?{urlencode(query)}" if query else "")

    return path
