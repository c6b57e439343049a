"""The stores of the index and the choice between them."""

from functools import cache

from django.conf import settings

from search.engines.base import Engine, ScaleOutEngine


@cache
def in_postgres() -> Engine:
    """The default: always there, because the texts live in it."""
    from search.engines.postgres import PostgresEngine

    return PostgresEngine()


@cache
def _elasticsearch(url: str, index: str, patient: bool) -> ScaleOutEngine:
    from search.engines.elasticsearch import PATIENT, TIMEOUT, ElasticsearchEngine

    return ElasticsearchEngine(url, index, PATIENT if patient else TIMEOUT)


def in_elasticsearch(*, patient: bool = False) -> ScaleOutEngine | None:
    """The scale-out, where an address is set. `patient`: for measurements, where a slow answer is better than none."""
    if not settings.ELASTICSEARCH_URL:
        return None
    return _elasticsearch(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX, patient)


def scale_out() -> ScaleOutEngine | None:
    """The engine beside PostgreSQL that has to follow changes, if one is in use."""
    return in_elasticsearch() if settings.SEARCH_ENGINE == "elasticsearch" else None


def engine(name: str | None = None) -> Engine:
    """The engine with this name, else the one the settings choose; PostgreSQL where the other has no address."""
    chosen = name or settings.SEARCH_ENGINE
    return (in_elasticsearch() if chosen == "elasticsearch" else None) or in_postgres()
