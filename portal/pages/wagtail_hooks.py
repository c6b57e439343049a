"""Pages are private: a reader signs in first, unless the page is public; the frame speaks the reader's language."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import escape
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from portal.pages.links import look_up
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
    if language := getattr(request, "interface_language", ""):  # a preview has none
        translation.activate(language)


class OwnLinkHandler(PageLinkHandler):
    """Wagtail's, with addresses looked up together. A page that is not published gives a word without a link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        numbers = [str(attrs.get("id", "")) for attrs in attrs_list]
        found = look_up(number for number in numbers if number.isdigit())
        return [f'<a href="{escape(found[number])}">' if found.get(number) else "<a>" for number in numbers]


@hooks.register("register_rich_text_features", order=10)
def link_between_pages(features: Any) -> None:
    """Instead of Wagtail's handler of the same name, registered before."""
    features.register_link_type(OwnLinkHandler)
