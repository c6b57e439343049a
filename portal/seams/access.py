"""Every route with its rule, every model field with its class: filled by all apps, enforced in one place.

The middleware of `portal.protection` refuses a route without a rule, so a forgotten one is closed, not open.
Rules of whole namespaces end with `*`. What a role may do with one object (own, team) is asked by the QuerySets;
`scope` states it here so that the matrix, its document and the tests come from the same data.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

LEARNER = "learner"
OFFICIAL = "official"
SOCIAL_MENTOR = "social_mentor"
SOCIAL_WORKER = "social_worker"
SENIOR_SOCIAL_WORKER = "senior_social_worker"
TRAINING_MANAGER = "training_manager"
EDITOR = "editor"
TRANSLATOR = "translator"
SUBJECT_REVIEWER = "subject_reviewer"
COMMUNITY_REVIEWER = "community_reviewer"
ADMINISTRATOR = "administrator"
ROLES = (
    LEARNER, OFFICIAL, SOCIAL_MENTOR, SOCIAL_WORKER, SENIOR_SOCIAL_WORKER, TRAINING_MANAGER,
    EDITOR, TRANSLATOR, SUBJECT_REVIEWER, COMMUNITY_REVIEWER, ADMINISTRATOR,
)  # fmt: skip
CASE_ROLES = (SOCIAL_MENTOR, SOCIAL_WORKER, SENIOR_SOCIAL_WORKER)
EDITORIAL_ROLES = (EDITOR, TRANSLATOR, SUBJECT_REVIEWER, COMMUNITY_REVIEWER, ADMINISTRATOR)
ALLOWED, OWN, TEAM, NEVER = "allowed", "own", "team", "never"
PUBLIC = "public"
SIGNED_IN = "signed_in"

PUBLIC_DATA, INTERNAL, PERSONAL, SPECIAL = "public", "internal", "personal", "special"
CLASSES = (PUBLIC_DATA, INTERNAL, PERSONAL, SPECIAL)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may reach a route. `roles`: role keys, or `PUBLIC`, or `SIGNED_IN`. `scope`: any, own, team.

    `scopes` narrows by role where they differ, e.g. {"social_mentor": "own", "senior_social_worker": "team"}.
    """

    route: str
    roles: tuple[str, ...]
    methods: tuple[str, ...] = ("GET",)
    scope: str = "any"
    scopes: dict[str, str] = field(default_factory=dict)
    reauthenticate: bool = False

    def allows(self, user: Any) -> bool:
        """May this person reach the route at all? The object's own guard still decides after this."""
        if PUBLIC in self.roles:
            return True
        if not user.is_authenticated:
            return False
        return SIGNED_IN in self.roles or bool(user.role_keys & set(self.roles))

    def takes(self, method: str) -> bool:
        """May the route be asked with this HTTP method? HEAD goes with GET; OPTIONS only tells what there is."""
        return method in self.methods or method == "OPTIONS" or (method == "HEAD" and "GET" in self.methods)

    def reach_of(self, role: str) -> str:
        """What the role may do here: `allowed` (whatever is there), `own`, `team` or `never`."""
        if not {PUBLIC, SIGNED_IN, role} & set(self.roles):
            return NEVER
        scope = self.scopes.get(role, self.scope)
        return ALLOWED if scope == "any" else scope


@dataclass(frozen=True, kw_only=True)
class Classification:
    """The class of each field of a model, and the retention rule its rows follow."""

    model: str
    default: str
    fields: dict[str, str] = field(default_factory=dict)
    retention: str = "content"


Arguments = dict[str, Any]
_samples: dict[str, "Callable[[UUID | None], Arguments] | str"] = {}
_rules: dict[str, Rule] = {}
_prefixes: dict[str, Rule] = {}
_classes: dict[str, Classification] = {}


def route(name: str, *roles: str, **options: Any) -> None:
    """State who may reach the route `namespace:name` (or `namespace:*`)."""
    _rules[name] = Rule(route=name, roles=roles, **options)


def prefix(path: str, *roles: str, **options: Any) -> None:
    """State who may reach every route whose pattern begins with `path`: for parts with an own permission system."""
    _prefixes[path] = Rule(route=f"/{path}", roles=roles, **options)


def rule_for(view_name: str, pattern: str = "") -> Rule | None:
    """The rule of a route: its own, else its nearest namespace's, else its path's, else none (and so closed)."""
    if view_name in _rules:
        return _rules[view_name]
    parts = view_name.split(":")
    for length in range(len(parts) - 1, 0, -1):
        found = _rules.get(":".join(parts[:length]) + ":*")
        if found:
            return found
    found_prefix = max((path for path in _prefixes if pattern.startswith(path)), key=len, default=None)
    return _prefixes[found_prefix] if found_prefix else None


def sample(route: str, arguments: "Callable[[UUID | None], Arguments]") -> None:
    """How to address a route that takes arguments (`namespace:name`, `namespace:*`), for the walk over all routes.

    `arguments(client)` gives a value for each argument by name; for routes of case records those of that client, as
    they stand in the database. Called as the system.
    """
    _samples[route] = arguments


def unsampled(route: str, reason: str) -> None:
    """Why the routes of a name, namespace or path (`admin/`) are walked with made-up arguments only."""
    _samples[route] = reason


def sample_for(view_name: str, pattern: str = "") -> "Callable[[UUID | None], Arguments] | str | None":
    """The sample of a route or the reason why there is none; None when nobody thought of it."""
    parts = view_name.split(":")
    names = [view_name, *(":".join(parts[:length]) + ":*" for length in range(len(parts) - 1, 0, -1))]
    paths = sorted((name for name in _samples if name.endswith("/") and pattern.startswith(name)), key=len)
    found = next((name for name in [*names, *reversed(paths)] if name in _samples), None)
    return _samples[found] if found else None


def rules() -> Iterable[Rule]:
    """All rules, by route."""
    return [*(_rules[name] for name in sorted(_rules)), *(_prefixes[path] for path in sorted(_prefixes))]


def classify(model: str, default: str, retention: str = "content", **fields: str) -> None:
    """Give the fields of `app_label.Model` their class; `fields` names those that differ from `default`."""
    _classes[model.lower()] = Classification(model=model, default=default, fields=fields, retention=retention)


def classification_of(model: str) -> Classification | None:
    """The classification of `app_label.model`, or of its whole app (`app_label.*`), or none."""
    return _classes.get(model.lower()) or _classes.get(model.lower().split(".")[0] + ".*")
