"""A reader questions one sentence of a guide; an editor answers, and both stand beside the sentence."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.prepared import Prepared


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """What readers doubted."""

    def open(self) -> "ChallengeQuerySet":
        """Not answered yet, the oldest first."""
        return self.filter(outcome=Challenge.Outcome.OPEN).order_by("raised_at")

    def beside(self, page: Page) -> "list[Challenge]":
        """All of a page, the newest first; one query."""
        return _beside(page=page.pk) if page.pk else []


ChallengeManager = models.Manager.from_queryset(ChallengeQuerySet)


class Challenge(models.Model):
    """`statement` is the key of the sentence, `sentence` its words as the reader saw them.

    Who raised it stands nowhere on the page; readers see the day, the question's kind and the answer.
    """

    class Kind(models.TextChoices):
        DOUBT = "doubt", _("I doubt it")
        OUTDATED = "outdated", _("It is no longer true")

    class Outcome(models.TextChoices):
        OPEN = "open", _("being looked at")
        CHANGED = "changed", _("the sentence was changed")
        TAKEN_OUT = "taken_out", _("the sentence was taken out")
        KEPT = "kept", _("the sentence stays")

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    statement = models.CharField(_("key of the statement"), max_length=60)
    sentence = models.TextField(_("sentence"))
    kind = models.CharField(_("what is wrong"), max_length=10, choices=Kind)
    reason = models.TextField(_("why"), max_length=1000)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who asked"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    raised_at = models.DateTimeField(_("asked at"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who answered"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    objects: ClassVar[ChallengeManager] = ChallengeManager()

    class Meta:
        verbose_name = _("questioned sentence")
        verbose_name_plural = _("questioned sentences")
        ordering = ["-raised_at"]
        indexes = [models.Index(fields=["page", "statement"])]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "statement", "raised_by"],
                condition=Q(outcome="open"),
                name="one_open_question_per_reader_and_sentence",
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", answered_at=None, answer="")
                | (~Q(outcome="open") & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_outcome_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence[:80]

    @property
    def is_open(self) -> bool:
        """Has nobody answered yet?"""
        return self.outcome == self.Outcome.OPEN


_beside = Prepared(lambda page: Challenge.objects.filter(page_id=page).order_by("-raised_at"), page=int)
