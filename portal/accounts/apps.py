from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import demo, routes  # noqa: F401
        from .groups import after_migrations

        post_migrate.connect(after_migrations, dispatch_uid="groups of the editorial roles")
