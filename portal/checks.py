"""Architecture rules as system checks: floors, pure modules, whole blocks, every route with a rule."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.blocks import Block

from portal import architecture
from portal.protection.retention import RULES
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
    """Every field of every installed model has a class, and every model a retention rule that exists."""
    return [Error(text, hint=MODEL_HINT, id="portal.E005") for text in unclassified()]


def unclassified() -> Iterator[str]:
    """What is wrong with the classes of fields, one sentence each; third-party models are walked as well."""
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        owner: Any = model._meta.auto_created or model  # a table of pairs goes with the model that declares it
        found = access.classification_of(owner._meta.label)
        if found is None:
            yield f"{label} is not classified."
            continue
        names = {field.name for field in model._meta.get_fields()}
        if "*" not in found.model and owner is model:
            yield from (f"{label} has no field {name} to classify." for name in found.fields if name not in names)
        if found.retention not in RULES:
            yield f"{label} follows a retention rule that does not exist: {found.retention}."
        if {found.default, *found.fields.values()} - set(access.CLASSES):
            yield f"{label} has a field of a class that does not exist."


@register
def check_client_records(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """No manager of client records is unguarded, and nothing else points at them: a join would go round the guard."""
    return [Error(text, id="portal.E006") for text in unguarded(apps.get_models(include_auto_created=True))]


def unguarded(models: Iterable[Any]) -> Iterator[str]:
    """Models through which client records could be read without an actor."""
    from portal.protection.caseload import CaseRecord, CaseRecordManager

    for model in models:
        ours = issubclass(model, CaseRecord)
        if ours:
            managers = {model._meta.base_manager, model._meta.default_manager, *model._meta.managers}
            if not all(isinstance(manager, CaseRecordManager) for manager in managers):
                yield f"{model._meta.label} has a manager that asks nobody; inherit Meta from CaseRecord.Meta."
        for field in model._meta.concrete_fields:
            target = field.remote_field.model if field.remote_field else None
            if not ours and isinstance(target, type) and issubclass(target, CaseRecord):
                yield f"{model._meta.label}.{field.name} points at a client record and is none itself."


@register(Tags.database)
def check_database_role(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Row-level security binds neither a superuser nor a role that may bypass it."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)")
        found = cursor.fetchone()
    return [
        Error(
            f"The database role {found[0]} goes round row-level security.",
            hint="Connect as a role without SUPERUSER and BYPASSRLS.",
            id="portal.E007",
        )
    ] if found else []  # fmt: skip
