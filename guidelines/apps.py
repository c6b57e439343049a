from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidelinesConfig(AppConfig):
    name = "guidelines"
    verbose_name = _("Guidelines")

    def ready(self) -> None:
        from . import demo, findables, registrations, routes, samples, signals  # noqa: F401
