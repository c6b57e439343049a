"""Whom a command is about: an account by number or address, a client by identifier."""

from uuid import UUID

from django.core.management.base import CommandError

from portal.accounts.models import User


def whom(text: str) -> User | UUID:
    """The account, or the client's identifier; `CommandError` when there is neither."""
    try:
        return UUID(text)
    except ValueError:
        pass
    found = User.objects.filter(pk=int(text)) if text.isdecimal() else User.objects.filter(email__iexact=text)
    user = found.first()
    if user is None:
        raise CommandError(f"There is no account {text}; a client is named by the 36 characters of its identifier.")
    return user
