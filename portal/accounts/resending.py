"""When a form comes back too late: its session or its token has gone, what was typed has not.

The answer is a page that holds what was typed, for this browser only, and a button that sends it once more after
signing in. Nothing of it is kept on the server. It is offered only where the browser itself says that the form came
from this site (`Origin`, `Sec-Fetch-Site`): a foreign page cannot have its form confirmed that way.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from portal.requests import wants_json

LEFT_OUT = ("csrfmiddlewaretoken", "credential")


def is_own_form(request: HttpRequest) -> bool:
    """Does the browser say that a page of this site sent it?"""
    site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    own = f"{request.scheme}://{request.get_host()}"
    return origin == own or (not origin and site == "same-origin")


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed; passwords are to be typed again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in LEFT_OUT and "password" not in name
        for value in values
    ]


def send_again(request: HttpRequest, *, status: int, confirm: str = "") -> HttpResponse:
    """The page that keeps what was typed and asks for the files once more: a browser cannot be given them back.

    `confirm`: where the person, signed in, first confirms who they are.
    """
    context: dict[str, Any] = {
        "address": request.get_full_path(),
        "typed": typed(request),
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
        "confirm": confirm,
        "token_cookie": settings.CSRF_COOKIE_NAME,
        "sign_in": None if request.user.is_authenticated else sign_in_address(request),
    }
    answer = render(request, "accounts/send_again.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def sign_in_address(request: HttpRequest) -> str:
    """Sign in, then see that it worked: the form waits in the other tab."""
    return in_another_tab("account_login")


def in_another_tab(route: str) -> str:
    """The address of a step to take while a form waits here."""
    return f"{reverse(route)}?{urlencode({'next': reverse('signed_in_again')})}"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's refusal of a form without a valid token; a script whose person has gone is asked to sign in first."""
    if wants_json(request):
        gone = not request.user.is_authenticated
        return JsonResponse({"error": "sign_in" if gone else "csrf"}, status=401 if gone else 403)
    if request.method == "POST" and is_own_form(request):
        return send_again(request, status=403)
    return render(request, "403_csrf.html", status=403)


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """The answer to a script or a form of a person who is not signed in (any more); None: an ordinary page view."""
    if wants_json(request):
        return JsonResponse({"error": "sign_in"}, status=401)
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = f"{reverse('account_login')}?{urlencode({'next': here})}"
        return answer
    if request.method == "POST" and is_own_form(request):
        return send_again(request, status=401)
    return None
