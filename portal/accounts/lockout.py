"""Rest after too many mistakes: for one account at one address, never for a colleague beside it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def address_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address somebody tried, in small letters; what django-axes counts by, together with the network's."""
    given = credentials or {}
    typed = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()


def network_of(request: HttpRequest) -> str:
    """The address of the network the request came from; behind our own proxies, what the outermost of them saw."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES_IN_FRONT and len(seen) >= settings.PROXIES_IN_FRONT:
        return seen[-settings.PROXIES_IN_FRONT]
    return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def resting(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What the person reads then; 429."""
    return render(request, "accounts/resting.html", status=429)
