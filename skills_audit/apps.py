from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SkillsAuditConfig(AppConfig):
    name = "skills_audit"
    verbose_name = _("Skills Audit")

    def ready(self) -> None:
        from . import benchmark, casefile, demo, result_routes, routes, screens, waiting  # noqa: F401

        benchmark.state()
