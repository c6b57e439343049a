"""The request as our views see it: behind the access middleware `user` is a person of the portal."""

from django.http import HttpRequest

from portal.accounts.models import User


class StaffRequest(HttpRequest):
    """A request of a signed-in person. `content_language` is the address's, `interface_language` the reader's."""

    user: User
    content_language: str
    interface_language: str


def wants_json(request: HttpRequest) -> bool:
    """A script asks, not a page."""
    asked = request.headers.get("Accept", "").startswith("application/json")
    return asked or request.content_type == "application/json"
