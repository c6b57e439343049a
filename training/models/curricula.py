"""What a role requires: curricula and their items."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from training.texts import said


class Curriculum(models.Model):
    """`texts`: {language: {title, summary}}. Holds for whoever has one of `role_keys`, at `organisation_keys` if any.

    `sources`: {key: {title, publisher, url, dated, checked, verified}}, what the items' reasons rest on.
    """

    key = models.SlugField(_("key"), unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    texts = models.JSONField(_("texts"))
    role_keys = ArrayField(models.SlugField(), verbose_name=_("roles"), default=list, blank=True)
    organisation_keys = ArrayField(
        models.SlugField(), verbose_name=_("organisations"), default=list, blank=True,
        help_text=_("Empty: at every organisation."),
    )  # fmt: skip
    applies_from = models.DateField(
        _("applies from"), null=True, blank=True,
        help_text=_("Due dates of people who were here before count from this day."),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who answers for it"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    review_date = models.DateField(_("to be reviewed by"), null=True, blank=True)
    sources = models.JSONField(_("sources"), default=dict, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("curriculum")
        verbose_name_plural = _("curricula")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(said(self.texts).get("title", self.key))

    @property
    def summary(self) -> str:
        return str(said(self.texts).get("summary", ""))


class CurriculumItem(models.Model):
    """One requirement. `target` is what fulfils it: a module's key, a guideline's key, or the item's own for a task.

    `texts`: {language: {title, why, observe: […]}}. `prerequisites`: keys of items, `curriculum/item` in another one.
    """

    class Kind(models.TextChoices):
        MODULE = "module", _("module")
        GUIDELINE = "guideline", _("guideline to read")
        TASK = "task", _("task at work")
        COURSE = "course", _("course elsewhere")

    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="items")
    key = models.SlugField(_("key"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    target = models.CharField(_("what fulfils it"), max_length=100)
    texts = models.JSONField(_("texts"))
    source = models.CharField(_("source of the reason"), max_length=40, blank=True)
    required = models.BooleanField(_("required"), default=True)
    role_keys = ArrayField(models.SlugField(), verbose_name=_("roles"), default=list, blank=True)
    due_days = models.PositiveSmallIntegerField(_("due, days after the start"), null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField(_("months of validity"), null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    test_out = models.BooleanField(_("the test alone is enough"), default=False)
    prerequisites = ArrayField(models.CharField(max_length=101), verbose_name=_("first"), default=list, blank=True)
    signed_off_by = ArrayField(models.SlugField(), verbose_name=_("signed off by"), default=list, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["curriculum__order", "curriculum__key", "order"]
        constraints = [models.UniqueConstraint(fields=["curriculum", "key"], name="one_item_per_key")]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def path(self) -> str:
        """`curriculum/item`, unique over all curricula."""
        return f"{self.curriculum.key}/{self.key}"

    @cached_property
    def first(self) -> tuple[str, ...]:
        """The paths of the items that come before this one."""
        return tuple(key if "/" in key else f"{self.curriculum.key}/{key}" for key in self.prerequisites)

    @cached_property
    def family(self) -> UUID:
        """Of a module: the family to which its page belongs."""
        return UUID(self.target)

    @property
    def title(self) -> str:
        return str(said(self.texts).get("title", self.key))

    @property
    def why(self) -> str:
        return str(said(self.texts).get("why", ""))

    @property
    def observe(self) -> list[str]:
        return list(said(self.texts).get("observe", []))

    @property
    def reason_source(self) -> dict:
        """The source of the reason: title, publisher, dated, url; empty when none is named.

        A text of our own has `titles` in both languages.
        """
        source: dict = self.curriculum.sources.get(self.source, {})
        titles = source.get("titles") or {}
        return source | {"title": titles.get(get_language(), source["title"])} if titles else source


class Enrolment(models.Model):
    """Somebody follows a curriculum without the role, or from another day: put down by a manager, with the reason.

    Whoever has the role needs no row: role, organisation and start date say it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    curriculum = models.ForeignKey(Curriculum, on_delete=models.PROTECT, related_name="enrolments")
    starts = models.DateField(_("from"), default=timezone.localdate)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "curriculum"], condition=models.Q(ended_at__isnull=True), name="one_open_enrolment"
            )
        ]
