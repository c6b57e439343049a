"""Pages are private: a reader signs in first, unless the page is public; the frame speaks the reader's language."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail import hooks
from wagtail.models import Page

from portal.requests import StaffRequest


@hooks.register("before_serve_page")
def private_by_default(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Anonymous readers are sent to sign in."""
    if request.user.is_authenticated or getattr(page, "is_public", False):
        return None
    return redirect_to_login(request.get_full_path())


@hooks.register("before_serve_page", order=10)
def speak_to_the_reader(page: Page, request: StaffRequest, args: Any, kwargs: Any) -> None:
    """The page is found in its own language; around it the interface speaks the reader's."""
    translation.activate(request.interface_language)
