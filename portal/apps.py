"""The portal's own app: seams, checks, and Wagtail's user admin on our user model."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import checks, routes, screens  # noqa: F401
        from portal.benchmark import growth

        growth.state()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's accounts in the admin; sign-in and invitations are `portal.accounts`."""
