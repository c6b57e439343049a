"""What readers had before them: noted whenever a guide is published, so that they can see what has changed since."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.prepared import Prepared


class PublishedVersion(models.Model):
    """A publication that changed what is read; who wrote or published it does not stand here.

    `parts`: how much changed, by section (`differing.tally`). `differences`: what (`differing.differences`). `units`:
    the text as published, of the latest version only. The first version has no differences.
    """

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("published at"), default=timezone.now)
    parts = models.JSONField(_("changes by section"), default=list)
    differences = models.JSONField(_("changes"), default=list)
    units = models.JSONField(_("text"), default=list)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["page", "-at"], name="versions_of_a_page")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.at:%Y-%m-%d}"


SHOWN = 3
_latest: Prepared[Any] = Prepared(
    lambda page: PublishedVersion.objects.filter(page_id=page).exclude(parts=[]).values("at", "parts")[:SHOWN], page=int
)


def latest(page: Page) -> list[dict[str, Any]]:
    """When the page last changed for its readers and how much in which section, the newest first; one query."""
    return _latest(page=page.pk) if page.pk else []
