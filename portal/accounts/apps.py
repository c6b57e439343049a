from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_used
        from axes.signals import user_locked_out

        from . import demo, routes  # noqa: F401
        from .attempts import renew_session, tell_of_tries
        from .groups import after_migrations

        post_migrate.connect(after_migrations, dispatch_uid="groups of the editorial roles")
        authenticator_used.connect(renew_session, dispatch_uid="a new session key after a confirmation")
        user_locked_out.connect(tell_of_tries, dispatch_uid="letters about tries to sign in")
