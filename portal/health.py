"""`/health/live`: the process answers. `/health/ready`: it can serve, database included. Neither needs a session."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from portal.protection.keys import master_key


class HealthMiddleware:
    """Answers before sessions, hosts and redirects are looked at: a load balancer has none of them right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ("/health/live", "/health/live/"):
            return JsonResponse({"status": "live"})
        if request.path in ("/health/ready", "/health/ready/"):
            return ready()
        return self.get_response(request)


_whole: list[bool] = []


def migrated() -> bool:
    """Are all migrations applied? Reads the migrations' files once: once they are, they stay so for this process."""
    if not _whole:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _whole.append(True)
    return True


def ready() -> JsonResponse:
    """200 with each check true, or 503 with the one that failed; says nothing about the installation itself."""
    checks = {"database": False, "migrations": False, "keys": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["migrations"] = migrated()
        checks["keys"] = bool(master_key(settings.FIELD_KEY_CURRENT))
    except (Error, ImproperlyConfigured):
        pass
    fine = all(checks.values())
    return JsonResponse({"status": "ready" if fine else "not ready", "checks": checks}, status=200 if fine else 503)
