"""Showing a page, and the reader's choice of the interface's language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from wagtail import views
from wagtail.url_routing import RouteResult

from portal.pages.routing import page_at, routes_itself


@require_POST
def set_interface_language(request: HttpRequest) -> HttpResponse:
    """Remember the choice in this browser, and in the account of a signed-in person; go back where they were."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    answer = redirect(target)
    if language in settings.INTERFACE_LANGUAGES:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return answer


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page, with the page found our way; its hooks and permission checks follow unchanged."""
    if not routes_itself():
        page = page_at(request, path)
        vars(request)["_wagtail_route_for_request"] = RouteResult(page) if page else None  # where Wagtail looks first
    answer: HttpResponse = views.serve(request, path)
    return answer
