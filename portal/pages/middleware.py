"""The language of the frame around a page.

The address says in which language a page is (`/fi/…` is a Finnish page). The interface exists in Latvian and
English only, so a reader of a Finnish page keeps the frame in the own language: the account's, else the one
chosen last in this browser, else Latvian. On Latvian and English pages both are the same.
"""

from collections.abc import Callable

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils import translation

from portal.pages import links
from portal.requests import StaffRequest


class InterfaceLanguageMiddleware:
    """Sets `request.interface_language` and activates it; `request.content_language` is the address's own."""

    def __init__(self, get_response: Callable[[StaffRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: StaffRequest) -> HttpResponseBase:
        of_path = translation.get_language_from_path(request.path_info)
        chosen = of_path if of_path in settings.INTERFACE_LANGUAGES else self.preferred(request)
        request.content_language = of_path or chosen
        request.interface_language = chosen
        # URL patterns with a language prefix resolve only under the address's own language.
        with translation.override(of_path or chosen), links.one_answer():
            request.LANGUAGE_CODE = chosen
            return self.get_response(request)

    def process_view(self, request: StaffRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """The address is resolved: from here on the interface speaks the reader's language.

        A signed-in reader's account decides where the address does not. Wagtail still has to find its page under the
        address's own language; `speak_to_the_reader` in `portal.pages.wagtail_hooks` follows when it has.
        """
        of_path = translation.get_language_from_path(request.path_info)
        if of_path not in settings.INTERFACE_LANGUAGES and request.user.is_authenticated:
            request.interface_language = request.LANGUAGE_CODE = request.user.language
            request.content_language = of_path or request.user.language
        if not (request.resolver_match and request.resolver_match.view_name == "wagtail_serve"):
            translation.activate(request.interface_language)

    def preferred(self, request: StaffRequest) -> str:
        """The last choice in this browser, else what the browser asks for, else Latvian."""
        said = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if said in settings.INTERFACE_LANGUAGES:
            return said
        asked = translation.get_language_from_request(request)
        return asked if asked in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE
