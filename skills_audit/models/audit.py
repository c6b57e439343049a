"""One Skills Audit: a talk with a client, on the version of the instrument it began with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedTextField
from portal.protection.identifiers import uuid7

from .client import Client
from .instrument import InstrumentVersion


class Audit(CaseRecord):
    """`position` is the item the talk stands at; `worker_language` and `client_language` are on the screen."""

    class Route(models.TextChoices):
        CORE = "core", _("core route")
        FULL = "full", _("full route")
        REVIEW = "review", _("review")

    class State(models.TextChoices):
        RUNNING = "running", _("in progress")
        PAUSED = "paused", _("paused")
        STOPPED = "stopped", _("stopped by the client")
        FINISHED = "finished", _("finished")
        REVIEWED = "reviewed", _("reviewed")

    OPEN = (State.RUNNING, State.PAUSED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="audits")
    instrument = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="audits")
    route = models.CharField(_("route"), max_length=10, choices=Route, default=Route.CORE)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    worker_language = models.CharField(max_length=10, default="lv")
    client_language = models.CharField(max_length=10)
    interpreter = models.CharField(max_length=20, blank=True)
    position = models.CharField(max_length=60, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_note = EncryptedTextField(null=True, blank=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("Skills Audit")
        verbose_name_plural = _("Skills Audits")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(state__in=["running", "paused"]), name="one_open_audit_per_client"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused", "stopped"]) | Q(finished_at__isnull=False),
                name="a_finished_audit_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.route} {self.state}"
