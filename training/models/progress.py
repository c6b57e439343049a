"""How far a person is in a lesson: by the module's family and the lesson's key, never by a page row."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LessonProgress(models.Model):
    """One row per person, module version and lesson, whatever the language.

    `position` is the block where the person stopped (0 is the first). `state` holds what was done in the blocks:
    `checks` {question: {version, answer, score}}, `scenarios` {scenario: [choices]}, `reflections` {block: text}.
    Reflections are the person's own notes: nobody else is shown them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lesson_progress")
    module = models.UUIDField(_("module"), help_text=_("translation_key of the module"))
    content_version = models.PositiveIntegerField(_("version"))
    lesson = models.SlugField(_("lesson"))
    language = models.CharField(_("language last read"), max_length=10)
    position = models.PositiveSmallIntegerField(_("stopped at block"), default=0)
    state = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "module", "content_version", "lesson"], name="one_progress_per_lesson"
            )
        ]
