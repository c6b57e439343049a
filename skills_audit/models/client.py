"""A client by a pseudonymous code; who the person is lies apart, sealed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedJSONField, EncryptedTextField
from portal.protection.identifiers import uuid7


class Client(CaseRecord):
    """What the service needs to work: stage, dates of the service, languages of the talk. Never who or why."""

    client_field: ClassVar[str] = "id"

    class Stage(models.TextChoices):
        ASYLUM_SEEKER = "asylum_seeker", _("asylum seeker")
        REFUGEE = "refugee", _("refugee")
        ALTERNATIVE = "alternative_status", _("alternative status")
        OTHER = "other", _("other")

    class Ending(models.TextChoices):
        """Why a service ended, as far as the service must know: never more than this."""

        PLAN_DONE = "plan_done", _("the plan is done")
        TIME = "time", _("its time is up")
        LEFT = "left", _("the client left Latvia")
        WISH = "wish", _("the client does not want it any more")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("case code"), max_length=20, unique=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    language = models.CharField(_("language of the client"), max_length=10)
    arrived_on = models.DateField(_("in the service since"))
    status_on = models.DateField(_("status since"), null=True, blank=True)
    ended_on = models.DateField(_("service ended"), null=True, blank=True)
    ended_because = models.CharField(_("why the service ended"), max_length=10, choices=Ending, blank=True, default="")
    plan_done_on = models.DateField(_("plan done"), null=True, blank=True)
    on_leave_until = models.DateField(_("on leave until"), null=True, blank=True)
    next_step = EncryptedTextField(_("next step"), null=True, blank=True)
    next_step_on = models.DateField(_("by when"), null=True, blank=True)
    next_step_urgent = models.BooleanField(_("cannot wait"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status_on__isnull=True) | Q(status_on__gte=models.F("arrived_on")),
                name="status_comes_after_arrival",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("arrived_on")),
                name="service_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class ClientIdentity(CaseRecord):
    """Name to be called by, year of birth, way to be reached: only for the talk itself, never exported or scored.

    `answers` are the contents of the identity items as given in the talk, by item code; the other fields are made
    from them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="identity")
    spoken_name = EncryptedTextField(null=True, blank=True)
    birth_year = EncryptedTextField(null=True, blank=True)
    contact = EncryptedTextField(null=True, blank=True)
    answers = EncryptedJSONField(null=True, blank=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("identity of a client")

    def __str__(self) -> str:
        return f"identity of {self.client_id}"
