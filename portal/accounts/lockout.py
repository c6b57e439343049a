"""Rest after too many mistakes: for one account at one address, never for a colleague beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def address_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address somebody tried, in small letters; what django-axes counts by, together with the network's."""
    given = credentials or {}
    typed = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()


def resting(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What the person reads then; 429."""
    return render(request, "accounts/resting.html", status=429)
