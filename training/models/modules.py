"""A module and its lessons: pages, because editors write them and translators translate them.

Records never point here. They keep the family's `translation_key`, the module's `content_version` and the lesson's
`key`, which all languages share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from portal.blocks.field import BlockField
from portal.pages.models import BasePage, KeyedPage
from portal.pages.models.keyed import TAKEN
from training.blocks import LESSON_BLOCKS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PERCENT = [MaxValueValidator(100)]


class RoutedPage(KeyedPage):
    """A page whose address is a route of ours, so that both languages stand at the same words."""

    class Meta:
        abstract = True

    def address(self) -> str:
        """The address in the page's own language."""
        with translation.override(self.locale.language_code):
            return self.route_address()

    def route_address(self) -> str:
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Wagtail's own links lead to the route."""
        parts = super().get_url_parts(request)
        return (parts[0], parts[1], self.address()) if parts else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The place in the tree is not where the page is read."""
        return redirect(self.address())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """What an editor sees of a draft: the words, without anyone's progress."""
        return TemplateResponse(request, "training/preview.html", {"page": self})


class ModulePage(RoutedPage):
    """A set of lessons with a test. `content_version` rises when what is learned changes, not for a better comma."""

    class ResultRule(models.TextChoices):
        BEST = "best", _("the best attempt counts")
        LAST = "last", _("the last attempt counts")

    class OpensAfter(models.TextChoices):
        ALL_LESSONS = "all_lessons", _("after all lessons")
        AT_ONCE = "at_once", _("at once")

    key = models.SlugField(_("key"), help_text=_("The same in every language; stands in the address."))
    content_version = models.PositiveIntegerField(
        _("version of the content"),
        default=1,
        help_text=_("Raise it when what is learned changes. A better wording is no new version."),
    )
    summary = models.TextField(_("summary"))
    why = models.TextField(_("what it is for"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    assessment_minutes = models.PositiveSmallIntegerField(_("minutes of the test"), default=10)
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("minutes allowed for the test"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5)],
        help_text=_("Empty: no limit. Whoever needs it may take half as much again, without giving a reason."),
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark, per cent"), default=70, validators=PERCENT)
    competence_minimum = models.PositiveSmallIntegerField(
        _("least in each competence, per cent"), default=0, validators=PERCENT
    )
    attempts = models.PositiveSmallIntegerField(_("attempts before a pause"), default=3, help_text=_("0: no limit."))
    cool_down_hours = models.PositiveSmallIntegerField(_("hours of pause"), default=24)
    result_rule = models.CharField(_("which result counts"), max_length=10, choices=ResultRule, default=ResultRule.BEST)
    opens_after = models.CharField(
        _("the test opens"), max_length=20, choices=OpensAfter, default=OpensAfter.ALL_LESSONS
    )
    validity_months = models.PositiveSmallIntegerField(_("months of validity"), null=True, blank=True)
    question_bank = models.SlugField(_("question bank"), blank=True)
    draw = models.JSONField(_("questions of the test"), default=list, blank=True)
    competences = ArrayField(models.SlugField(), verbose_name=_("competences"), default=list, blank=True)
    euaa_standards = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("EUAA reception standards"), default=list, blank=True
    )
    esqf_section = models.CharField(_("section of ESQF"), max_length=20, blank=True)
    esqf_level = models.PositiveSmallIntegerField(_("level of ESQF"), null=True, blank=True)
    licence = models.SlugField(
        _("licence"), blank=True, help_text=_("The instrument that a certificate of this module allows to use.")
    )

    SHARED = (
        "key", "content_version", "minutes", "assessment_minutes", "time_limit_minutes",
        "pass_mark", "competence_minimum", "attempts",
        "cool_down_hours", "result_rule", "opens_after", "validity_months", "question_bank", "draw", "competences",
        "euaa_standards", "esqf_section", "esqf_level", "licence",
    )  # fmt: skip
    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in SHARED]
    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("why")]
    settings_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("key"), FieldPanel("content_version")]),
                FieldRowPanel([FieldPanel("minutes"), FieldPanel("assessment_minutes")]),
                FieldPanel("competences"),
                FieldPanel("validity_months"),
                FieldPanel("licence"),
            ],
            heading=_("Module"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("competence_minimum")]),
                FieldRowPanel([FieldPanel("attempts"), FieldPanel("cool_down_hours")]),
                FieldRowPanel([FieldPanel("result_rule"), FieldPanel("opens_after")]),
                FieldPanel("time_limit_minutes"),
                FieldPanel("question_bank"),
                FieldPanel("draw"),
            ],
            heading=_("Test"),
        ),
        *BasePage.settings_panels,
    ]
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["training.LessonPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def route_address(self) -> str:
        return reverse("training:module", args=[self.key])

    def fulfils(self) -> tuple[str, str]:
        return "module", str(self.translation_key)


class LessonForm(WagtailAdminPageForm):
    """A new lesson does not know its module before it is saved; the form does."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        beside = LessonPage.objects.child_of(self.parent_page).exclude(pk=self.instance.pk)
        if beside.filter(key=cleaned.get("key")).exists():
            self.add_error("key", TAKEN)
        return cleaned


class LessonPage(RoutedPage):
    """One idea after another, then a check. `key` is what progress remembers."""

    class Kind(models.TextChoices):
        READING = "reading", _("reading")
        SCENARIO = "scenario", _("scenario")

    key = models.SlugField(_("key"), help_text=_("The same in every language; progress remembers it."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=8)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.READING)
    body = BlockField(LESSON_BLOCKS, verbose_name=_("lesson"), blank=True)

    override_translatable_fields = [SynchronizedField(name, overridable=False) for name in ("key", "minutes", "kind")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    settings_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("key"), FieldPanel("minutes"), FieldPanel("kind")])], heading=_("Lesson")
        ),
        *BasePage.settings_panels,
    ]
    parent_page_types = ["training.ModulePage"]
    subpage_types: list[str] = []
    base_form_class = LessonForm

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def namesakes(self) -> models.QuerySet[LessonPage]:
        """The other lessons of its module; a lesson that is not put into one yet has none."""
        beside: models.QuerySet[LessonPage] = LessonPage.objects.exclude(pk=self.pk)
        return beside.filter(path__startswith=self.path[: -self.steplen]) if self.path else beside.none()

    def route_address(self) -> str:
        module = self.get_parent().specific
        return reverse("training:lesson", args=[module.key, self.key])
