"""Practices of other countries: the original text, with title and summary in Latvian and English."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from guidelines import practice_views
from guidelines.completeness import Completeness, completeness
from guidelines.querysets import PracticeManager
from portal.pages.models import BasePage

from .country import Country


class PracticeIndexPage(BasePage):
    """The place in a language's tree where its practices hang. Readers are led to the one library of all languages."""

    subpage_types = ["guidelines.PracticePage"]
    max_count_per_parent = 1
    template = "guidelines/library.html"

    class Meta:
        verbose_name = _("practice library")
        verbose_name_plural = _("practice libraries")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the library, in the reader's language."""
        return redirect("guidelines:library")


class PracticePage(BasePage):
    """One practice in the language of its country; lives in that language's tree.

    Codes (`theme`, `area`, `target_groups` …) are keys of the library's vocabulary. `sections` is
    `{"context" | "objectives" | "activities" | "results" | "evaluation": {"original", "en", "lv"} | null}`; null is a
    gap and is shown as one. An empty value means: the source does not say.
    """

    class Evidence(models.TextChoices):
        RANDOMISED = "randomised", _("randomised trial")
        QUASI = "quasi_experimental", _("comparison group")
        MONITORING = "monitoring", _("monitoring figures")
        SELF_REPORTED = "self_reported", _("reported by the provider")
        DESCRIPTION = "description", _("description only")

    class Running(models.TextChoices):
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")
        CHANGED = "changed", _("changed")
        UNKNOWN = "unknown", _("not known")

    key = models.CharField(_("key"), max_length=20, unique=True)
    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.PROTECT, related_name="+")
    title_lv = models.CharField(_("title in Latvian"), max_length=255)
    title_en = models.CharField(_("title in English"), max_length=255)
    summary_lv = models.TextField(_("summary in Latvian"))
    summary_en = models.TextField(_("summary in English"))
    theme = models.CharField(_("theme"), max_length=40)
    mipex_strand = models.CharField(_("MIPEX strand"), max_length=40, blank=True)
    area = models.CharField(_("area"), max_length=40, blank=True)
    target_groups = ArrayField(
        models.CharField(max_length=40), verbose_name=_("target groups"), default=list, blank=True
    )
    legal_statuses = ArrayField(models.CharField(max_length=40), verbose_name=_("statuses"), default=list, blank=True)
    ages = ArrayField(models.CharField(max_length=20), verbose_name=_("ages"), default=list, blank=True)
    provider = models.JSONField(_("provider"), default=dict, blank=True)
    provider_kind = models.CharField(_("kind of provider"), max_length=20, blank=True)
    facts = models.JSONField(_("scale, cost, funding"), default=dict, blank=True)
    started = models.CharField(_("started"), max_length=40, blank=True)
    ended = models.CharField(_("ended"), max_length=40, blank=True)
    running = models.CharField(_("state"), max_length=10, choices=Running, default=Running.UNKNOWN)
    sections = models.JSONField(_("text"), default=dict)
    evaluation_facts = models.JSONField(_("evaluation"), null=True, blank=True)
    evidence_level = models.CharField(_("evidence"), max_length=20, choices=Evidence, default=Evidence.DESCRIPTION)
    statements = models.JSONField(_("figures with their sources"), default=list, blank=True)
    preconditions = models.JSONField(
        _("could this work in Latvia"),
        default=list,
        blank=True,
        help_text=_("law, money, staff, volume: each with a state and what to find out."),
    )
    open_points = models.JSONField(_("what is not known"), default=dict, blank=True)
    contact = models.JSONField(_("contact"), default=dict, blank=True)
    last_checked = models.DateField(_("last checked"), null=True, blank=True)
    verified = models.BooleanField(_("checked against its sources"), default=False)
    note = models.JSONField(_("note"), default=dict, blank=True)

    objects: ClassVar[PracticeManager] = PracticeManager()

    parent_page_types = ["guidelines.PracticeIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("title_lv"), FieldPanel("summary_lv"), FieldPanel("title_en"), FieldPanel("summary_en")],
            heading=_("For readers in Latvia"),
        ),
        FieldPanel("sections"),
        MultiFieldPanel(
            [
                FieldPanel("key"),
                FieldPanel("country"),
                FieldPanel("theme"),
                FieldPanel("mipex_strand"),
                FieldPanel("area"),
                FieldPanel("target_groups"),
                FieldPanel("legal_statuses"),
                FieldPanel("ages"),
            ],
            heading=_("Where it belongs"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("provider"),
                FieldPanel("provider_kind"),
                FieldPanel("facts"),
                FieldPanel("started"),
                FieldPanel("ended"),
                FieldPanel("running"),
            ],
            heading=_("Facts"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("evidence_level"),
                FieldPanel("evaluation_facts"),
                FieldPanel("statements"),
                FieldPanel("open_points"),
                FieldPanel("preconditions"),
                FieldPanel("contact"),
                FieldPanel("last_checked"),
                FieldPanel("verified"),
                FieldPanel("note"),
            ],
            heading=_("How sure we are"),
        ),
    ]
    template = "guidelines/practice_page.html"

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [models.Index(fields=["country", "theme"])]

    def title_in(self, language: str) -> str:
        """Title for a reader of Latvian or English; the original for anyone else."""
        return {"lv": self.title_lv, "en": self.title_en}.get(language) or str(self.title)

    def summary_in(self, language: str) -> str:
        """Summary for a reader of Latvian; the English one for anyone else."""
        return self.summary_lv if language == "lv" else self.summary_en

    def completeness(self) -> Completeness:
        """How much of what a reader needs is known."""
        parts = {name: (self.sections or {}).get(name) for name in practice_views.SECTIONS}
        facts = {name: (self.facts or {}).get(name) for name in ("scale", "cost_band", "funding")}
        contact = (self.contact or {}).get("name")
        return completeness(
            parts
            | facts
            | {name: getattr(self, name) for name in ("target_groups", "legal_statuses", "ages", "provider", "started")}
            | {"sources": bool(self.sources), "contact": contact, "verified": self.verified}
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the page shows around the text, in the reader's language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | practice_views.practice(self, request)
