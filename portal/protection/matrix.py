"""The access matrix: every route with its methods, and what each role may do there; from the rules alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.checks import routes
from portal.seams import access

_ARGUMENT = re.compile(r"<(?:[^:>]+:)?([^>]+)>")
_NAMED_GROUP = re.compile(r"\(\?P<([^>]+)>[^)]*\)")
_PLAIN_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
# What the parts of the site are called; a part without a name shows its address alone.
PARTS: dict[str, Any] = {
    "/": _("Home and addresses at the root"),
    "‹page›": _("Pages of the site"),
    "_util": _("Account and sign-in"),
    "about": _("About the portal"),
    "account": _("Account and sign-in"),
    "admin": pgettext_lazy("part of the portal", "Editing"),
    "audit": _("Skills Audit"),
    "certificate": _("Checking a certificate"),
    "django-admin": _("Settings for administrators"),
    "documents": _("Documents"),
    "guidelines": _("Guidelines"),
    "health": _("Health of the installation"),
    "home": _("Home"),
    "language": _("Choice of language"),
    "learn": _("Learning"),
    "media": _("Files"),
    "people": _("People"),
    "practices": _("Practice"),
    "protection": _("Access"),
    "search": _("Search"),
    "static": _("Styles, scripts, fonts"),
    "styleguide": _("Style guide"),
}


@dataclass(frozen=True)
class Line:
    """One route. `reach`: allowed, own, team or never by role; `stranger`: may one who is not signed in?"""

    route: str
    pattern: str
    methods: tuple[str, ...]
    stranger: bool
    reach: dict[str, str]
    reauthenticate: bool

    @property
    def part(self) -> str:
        """The part of the site it belongs to: the first piece of its address."""
        return self.address.strip("/").split("/")[0] or "/"

    @property
    def pieces(self) -> list[str]:
        """The address taken apart where a line of it may end."""
        return self.address.split("/")

    @property
    def address(self) -> str:
        """The pattern as people read it: /audit/‹client_id›/."""
        named = _ARGUMENT.sub(r"‹\1›", _NAMED_GROUP.sub(r"‹\1›", self.pattern))
        plain = _PLAIN_GROUP.sub("‹page›/", named)
        return "/" + plain.replace("^", "").replace("\\", "").replace("$", "").lstrip("/")


def access_matrix() -> Iterator[Line]:
    """Every route of the resolver in its order; one without a rule is never reached by anybody."""
    for name, pattern in routes():
        rule = access.rule_for(name, pattern)
        yield Line(
            route=name,
            pattern=pattern,
            methods=rule.methods if rule else (),
            stranger=bool(rule and access.PUBLIC in rule.roles),
            reach={role: rule.reach_of(role) if rule else access.NEVER for role in access.ROLES},
            reauthenticate=bool(rule and rule.reauthenticate),
        )
