"""The one place that decides whether a person may reach a route: no rule, no entry."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase

from portal.protection.trail import record_apart
from portal.seams import access


class AccessMiddleware:
    """Looks the route up in the access matrix: signed-out people are sent to sign in, others get 403.

    Also marks every answer to a signed-in person `no-store`, so that a shared computer keeps nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        rule = access.rule_for(match.view_name, match.route) if match else None
        if rule and rule.allows(request.user):
            return None if rule.takes(request.method or "") else HttpResponseNotAllowed(rule.methods)
        if rule and not request.user.is_authenticated and access.PUBLIC not in rule.roles:
            if request.headers.get("Accept", "").startswith("application/json"):  # a device, not a person
                return JsonResponse({"error": "sign_in"}, status=401)
            return redirect_to_login(request.get_full_path())
        if match and request.user.is_authenticated:  # who tried what stays known; the matrix says why not
            record_apart("denied", record=f"route:{match.view_name or match.route}", actor_id=request.user.pk)
        raise PermissionDenied
