"""The bank of questions: rows with ids that never change, and versions that never change either."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training import grading
from training.texts import said

from .competence import Competence


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> "QuestionQuerySet":
        """Not retired."""
        return self.filter(retired_at__isnull=True)


class Question(models.Model):
    """`id` such as `AP-001` is shared by all languages and kept for ever; a question is retired, never deleted."""

    class Kind(models.TextChoices):
        SINGLE = grading.SINGLE, _("one answer")
        MULTIPLE = grading.MULTIPLE, _("several answers")
        TRUE_FALSE = grading.TRUE_FALSE, _("true or false")
        ORDER = grading.ORDER, _("put in order")
        MATCH = grading.MATCH, _("match")
        SHORT_TEXT = grading.SHORT_TEXT, _("short text")
        NUMERIC = grading.NUMERIC, _("number")

    id = models.CharField(_("id"), max_length=40, primary_key=True)
    bank = models.SlugField(_("bank"), db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=1)
    competence = models.ForeignKey(Competence, verbose_name=_("competence"), on_delete=models.PROTECT)
    lesson = models.SlugField(_("lesson that explains it"), blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    review_date = models.DateField(_("to be reviewed by"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(difficulty__range=(1, 3)), name="question_difficulty_1_to_3"),
        ]

    def __str__(self) -> str:
        return self.id


class QuestionVersion(models.Model):
    """What was asked: all languages and the key in one row, so that an attempt knows both for ever.

    `texts`: {language: {stem, options|left|right: [{key, text, feedback}], feedback_right, feedback_wrong}}.
    `answer`: the key in the shape of `training.grading`.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    texts = models.JSONField(_("texts"))
    answer = models.JSONField(_("answer"))
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["question", "-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_row_per_question_version")]

    def __str__(self) -> str:
        return f"{self.question_id}, {self.number}"

    def words(self, language: str | None = None) -> dict:
        """Stem, options and feedback in that language."""
        words: dict = said(self.texts, language)
        return words
