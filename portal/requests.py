"""The request as our views see it: behind the access middleware `user` is a person of the portal."""

from django.http import HttpRequest

from portal.accounts.models import User


class StaffRequest(HttpRequest):
    """A request of a signed-in person. `content_language` is the address's, `interface_language` the reader's."""

    user: User
    content_language: str
    interface_language: str
