"""Links into an account, for letters and for whoever sets an installation up."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from portal.accounts.models import User


def password_link(user: User) -> str:
    """The way to choose a password, as the letter after "forgotten" has it: good once, for three days."""
    given = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('account_reset_password_from_key', kwargs=given)}"
