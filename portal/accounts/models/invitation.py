"""An invitation by e-mail: the only way to an account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisation import Organisation
from .role import Role

VALID_FOR = timedelta(days=7)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, since: datetime | None = None) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn, and sent since then: by default as long ago as a letter is valid."""
        since = since or timezone.now() - VALID_FOR
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, sent_at__gte=since)


class Invitation(models.Model):
    """`token_hash` is the SHA-256 of what stands in the letter; the token itself is not kept."""

    email = models.EmailField(_("e-mail address"))
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    organisation = models.ForeignKey(Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT)
    roles = models.ManyToManyField(Role, verbose_name=_("roles"))
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("supervisor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(_("language"), max_length=10, choices=[("lv", "Latviešu"), ("en", "English")])
    starts_on = models.DateField(_("works here since"), default=timezone.localdate)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.email
