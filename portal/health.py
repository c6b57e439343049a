"""`/health/live`: the process answers. `/health/ready`: it can serve, database included. Neither needs a session."""

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase


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


def ready() -> JsonResponse:
    """200 with each check true, or 503 with the one that failed; says nothing about the installation itself."""
    checks = {"database": False, "migrations": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        pass
    fine = all(checks.values())
    return JsonResponse({"status": "ready" if fine else "not ready", "checks": checks}, status=200 if fine else 503)
