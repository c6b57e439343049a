"""Architecture rules as system checks: floors, pure modules, whole blocks, every route with a rule."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.blocks import Block

from portal import architecture
from portal.seams import access

OURS = tuple(architecture.FORBIDDEN)
ROUTE_HINT = "Call access.route() in the app's routes."
MODEL_HINT = "Call access.classify() in the app's routes."
BLOCK_PARTS = ("icon", "template", "description", "preview_value", "group")


@register
def check_floors(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Imports go down only; pure modules know no Django."""
    upward = (
        Error(text, hint="Go through a seam of portal/seams.", id="portal.E001")
        for text in architecture.upward_imports()
    )
    impure = (Error(text, hint="Keep Django out of it.", id="portal.E002") for text in architecture.impure_modules())
    return [*upward, *impure]


@register
def check_blocks(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every block of ours shows an editor what it is: icon, template, description, preview, group."""
    return [
        Error(f"{block.__module__}.{block.__qualname__} has no {part}.", id="portal.E003")
        for block in blocks_of_ours(Block)
        for part in BLOCK_PARTS
        if not hasattr(block._meta_class, part)
    ]


def blocks_of_ours(base: Any) -> Iterator[Any]:
    """Block classes of our packages that say what they are (a label); abstract ones say nothing."""
    for child in base.__subclasses__():
        if child.__module__.split(".")[0] in OURS and hasattr(child._meta_class, "label"):
            yield child
        yield from blocks_of_ours(child)


@register
def check_routes(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A route without a rule is closed for everybody; say so before somebody finds out."""
    return [
        Error(f"The route {name or pattern} has no rule.", hint=ROUTE_HINT, id="portal.E004")
        for name, pattern in routes()
        if access.rule_for(name, pattern) is None
    ]


def routes() -> Iterator[tuple[str, str]]:
    """Every route as (view name with namespaces, pattern), as the middleware sees them."""
    yield from _routes(get_resolver().url_patterns, "", "")


def _routes(patterns: Iterable[Any], namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = prefix + (
            "" if getattr(pattern.pattern, "prefix_default_language", None) is not None else str(pattern.pattern)
        )
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else "", here)


@register
def check_classification(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every field of every model of ours has a class, and every model a retention rule."""
    return [
        Error(f"{model._meta.label} is not classified.", hint=MODEL_HINT, id="portal.E005")
        for model in apps.get_models(include_auto_created=False)
        if model.__module__.split(".")[0] in OURS and access.classification_of(model._meta.label) is None
    ]
