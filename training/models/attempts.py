"""An attempt at a test: exactly what was asked, in which order, what was answered and what it was worth."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.protection.identifiers import uuid7

from .questions import QuestionVersion


class Attempt(models.Model):
    """The marks to reach and the time allowed (with more time, where it holds) are copied when it begins, so that a
    later change of the module does not change it.

    `competences`: [{competence, score, questions, percent, enough}] once finished. `titles`: {language: title}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    module = models.UUIDField(_("module"))
    module_key = models.SlugField(_("key of the module"))
    content_version = models.PositiveIntegerField(_("version"))
    titles = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(_("attempt"), default=1)
    seed = models.CharField(max_length=64)
    pass_mark = models.PositiveSmallIntegerField()
    competence_minimum = models.PositiveSmallIntegerField(default=0)
    grading_version = models.CharField(max_length=10)
    started_at = models.DateTimeField(default=timezone.now)
    minutes_allowed = models.PositiveSmallIntegerField(_("minutes allowed"), null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    competences = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "module"], condition=models.Q(finished_at__isnull=True), name="one_open_attempt"
            ),
            models.UniqueConstraint(fields=["user", "module", "number"], name="attempts_are_numbered"),
        ]

    @property
    def ends_at(self) -> datetime | None:
        """When the time is over; None where there is no limit."""
        return self.started_at + timedelta(minutes=self.minutes_allowed) if self.minutes_allowed else None


class MoreTime(models.Model):
    """How much longer a person has for every test with a limit, in per cent of it. No reason is asked or kept."""

    class Percent(models.IntegerChoices):
        QUARTER = 25, _("a quarter more")
        HALF = 50, _("half as much again")
        DOUBLE = 100, _("twice the time")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="more_time")
    percent = models.PositiveSmallIntegerField(_("more time"), choices=Percent)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("more time")
        verbose_name_plural = _("more time")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.percent} %"


class AttemptQuestion(models.Model):
    """`options`: keys in the order shown. `answer`: null until given. `score`: 0 – 1, once the attempt is finished."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    options = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    answer = models.JSONField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("question of an attempt")
        verbose_name_plural = _("questions of attempts")
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="one_question_per_position")]
