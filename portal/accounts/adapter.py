"""allauth's rules here: nobody signs up alone; an invitation comes first."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes the public sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
