"""Sign-in through the office's own service: only for people who have an account here."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class OfficeAdapter(DefaultSocialAccountAdapter):
    """Nobody gets an account by signing in elsewhere; the second factor is asked as after a password."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
