"""The inclusion plan: it belongs to the client, is led by the social worker and carried by the mentor."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedJSONField, EncryptedTextField
from portal.protection.identifiers import uuid7

from .audit import Audit
from .client import Client


class Plan(CaseRecord):
    """One plan per client; its aims in the client's own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="plan")
    aims = EncryptedTextField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(CaseRecord.Meta):
        verbose_name = _("inclusion plan")
        verbose_name_plural = _("inclusion plans")

    def __str__(self) -> str:
        return f"plan of {self.client_id}"


class PlanStep(CaseRecord):
    """A step: proposed by a gap or written by hand; accepted, refused with a reason, done.

    `template` is the key of the proposal it came from; `words` its sentence per language (`{"lv": …, "ar": …}`).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    audit = models.ForeignKey(Audit, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps")
    template = models.CharField(max_length=60, blank=True)
    words = EncryptedJSONField()
    who = models.CharField(_("who"), max_length=30)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    reason = EncryptedTextField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_how = EncryptedTextField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(CaseRecord.Meta):
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of a plan")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="a_done_step_has_its_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.state}"
