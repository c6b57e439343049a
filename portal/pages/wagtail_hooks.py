"""Pages are private: a reader signs in first, unless the page itself is public."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_serve_page")
def private_by_default(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Anonymous readers are sent to sign in."""
    if request.user.is_authenticated or getattr(page, "is_public", False):
        return None
    return redirect_to_login(request.get_full_path())
