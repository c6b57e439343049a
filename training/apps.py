from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Training")

    def ready(self) -> None:
        from . import demo, personal_records, routes, samples, seams, translatables  # noqa: F401

        personal_records.register()
        translatables.register()
