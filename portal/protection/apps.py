from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtectionConfig(AppConfig):
    name = "portal.protection"
    label = "protection"
    verbose_name = _("Protection")

    def ready(self) -> None:
        from . import classification, routes  # noqa: F401
