from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class EditingConfig(AppConfig):
    name = "portal.editing"
    label = "editing"
    verbose_name = pgettext_lazy("part of the portal", "Editing")

    def ready(self) -> None:
        from . import demo, routes, signals, waiting  # noqa: F401
        from .choosers import follow_the_reader
        from .step_names import name_steps_for_the_reader

        follow_the_reader()
        name_steps_for_the_reader()
