"""Every route of the resolver with an address that leads to it, for the walk."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from portal.protection.actor import acting_as_system
from portal.seams import access

_CONVERTER = re.compile(r"(?<!\?P)<(?:(?P<kind>[^:>]+):)?(?P<name>[^>]+)>")
_GROUP = re.compile(r"\((?:\?P<(?P<name>\w+)>)?(?P<inside>(?:[^()]|\([^()]*\))*)\)")
# What samples answered in this test; emptied before each.
asked: dict[tuple[Any, UUID | None], dict[str, Any]] = {}
_GUESSES = ("999999", "x", "lv", "auth", "accounts", "")


@dataclass(frozen=True)
class Route:
    """`pattern` as the middleware sees it; `prefix` the language before it; `arguments` their names."""

    name: str
    pattern: str
    prefix: str
    arguments: tuple[str, ...]

    @property
    def rule(self) -> access.Rule:
        found = access.rule_for(self.name, self.pattern)
        assert found is not None, f"{self.name or self.pattern} has no rule"
        return found

    @property
    def is_admins(self) -> bool:
        """A part with an own permission system behind our rule."""
        return self.pattern.startswith(("admin/", "django-admin/"))

    def address(self, client: UUID | None = None) -> str:
        """A path that leads here: for that client where the sample knows it, with made-up values elsewhere."""
        given = self.sampled(client)
        path = _CONVERTER.sub(lambda found: str(given.get(found["name"], _made_up(found["kind"]))), self.pattern)
        return "/" + self.prefix + _GROUP.sub(_fitting, path).replace("^", "").replace("$", "").replace("\\", "")

    def sampled(self, client: UUID | None = None) -> dict[str, Any]:
        """The values its sample gives, asked once a test for each client."""
        sample = access.sample_for(self.name, self.pattern)
        if not callable(sample):
            return {}
        if (sample, client) not in asked:
            with acting_as_system("walk"):
                asked[sample, client] = {name: value for name, value in sample(client).items() if value is not None}
        return asked[sample, client]


def _made_up(kind: str | None) -> str:
    return {"int": "999999", "uuid": str(uuid4()), "export_format": "csv"}.get(kind or "str", "x")


def _fitting(found: "re.Match[str]") -> str:
    inside = found["inside"]
    return next((guess for guess in _GUESSES if re.fullmatch(inside, guess)), "x")


@cache
def every_route() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "", "", "", ()))


def _walk(patterns: Iterable[Any], space: str, before: str, prefix: str, names: tuple[str, ...]) -> Iterator[Route]:
    for one in patterns:
        language = getattr(one.pattern, "prefix_default_language", None) is not None
        text = "" if language else str(one.pattern)
        if not isinstance(one.pattern, RoutePattern) and not language and before:
            text = text.lstrip("^")
        found = names + tuple(
            match["name"] for match in _CONVERTER.finditer(text) if match["kind"] or "(?P" not in text
        )
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, inner, before + text, "lv/" if language else prefix, found)
        elif isinstance(one, URLPattern):
            yield Route(f"{space}{one.name}" if one.name else "", before + text, prefix, found)
