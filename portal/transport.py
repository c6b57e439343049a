"""What programs ask without TLS is refused, where pages are led to it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from portal.requests import wants_json


class ProgramsOverTlsMiddleware:
    """Stands before the redirect to https: a device that was set up wrongly would send a client's answers in the clear
    time and again, and nobody would notice, because each is led on and arrives (ASVS 5.0, 4.1.2).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and self._by_a_program(request):
            return JsonResponse({"error": "https"}, status=403)
        return self.get_response(request)

    def _by_a_program(self, request: HttpRequest) -> bool:
        return wants_json(request) and not request.path.startswith("/health/")
