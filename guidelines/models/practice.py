"""Practices of other countries: the original text, with title and summary in Latvian and English."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import ListBlockValidationError, StructBlockValidationError

from guidelines import fact_forms, practice_words
from guidelines.completeness import Completeness, completeness
from guidelines.figures import charts
from guidelines.library import Entry
from guidelines.practice_form import PracticeForm
from guidelines.querysets import PracticeManager, entry
from portal.blocks.structured import StructuredField
from portal.pages.models import BasePage, KeyedPage

from .country import Country, at_home, editions
from .vocabulary import Label, choices_of


def unknown_sources(keys: list[str]) -> str:
    """What to say of keys that stand in no source of the page."""
    return _now("No source of this page has the key {keys}. Add it under “Sources”.").format(keys=", ".join(keys))


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


class PracticePage(KeyedPage):
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
    provider = StructuredField(_("provider"), default=dict, blank=True, block=fact_forms.PROVIDER)
    provider_kind = models.CharField(_("kind of provider"), max_length=20, blank=True)
    facts = StructuredField(
        _("scale, cost, funding"), default=dict, blank=True, block=fact_forms.practice_facts(choices_of("cost_bands"))
    )
    started = models.CharField(_("started"), max_length=40, blank=True)
    ended = models.CharField(_("ended"), max_length=40, blank=True)
    running = models.CharField(_("state"), max_length=10, choices=Running, default=Running.UNKNOWN)
    sections = StructuredField(_("text"), default=dict, block=fact_forms.SECTIONS)
    evaluation_facts = StructuredField(_("evaluation"), null=True, blank=True, block=fact_forms.EVALUATION)
    evidence_level = models.CharField(_("evidence"), max_length=20, choices=Evidence, default=Evidence.DESCRIPTION)
    statements = StructuredField(_("figures with their sources"), default=list, blank=True, block=fact_forms.STATEMENTS)
    preconditions = StructuredField(
        _("could this work in Latvia"),
        default=list,
        blank=True,
        block=fact_forms.PRECONDITIONS,
        help_text=_("What it takes, how it stands in Latvia and what to find out."),
    )
    open_points = StructuredField(_("what is not known"), default=dict, blank=True, block=fact_forms.OPEN_POINTS)
    contact = StructuredField(_("contact"), default=dict, blank=True, block=fact_forms.CONTACT)
    last_checked = models.DateField(_("date of the notes"), null=True, blank=True)
    verified = models.BooleanField(
        _("stands in the research notes"),
        default=False,
        help_text=_("Somebody noted it with its sources. Nobody has to have read the sources again."),
    )
    source_read_on = models.DateField(
        _("compared with its sources on"),
        null=True,
        blank=True,
        help_text=_("Only when you opened the sources and they say so."),
    )
    note = StructuredField(_("note"), default=dict, blank=True, block=fact_forms.NOTE)

    objects: ClassVar[PracticeManager] = PracticeManager()
    read_along = ("locale", "answerable", "country")

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
                FieldPanel("source_read_on"),
                FieldPanel("note"),
            ],
            heading=_("How sure we are"),
        ),
    ]
    template = "guidelines/practice_page.html"
    base_form_class = PracticeForm

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [models.Index(fields=["country", "theme"])]

    def clean(self) -> None:
        """A fact and an evaluation name sources that the page has."""
        super().clean()
        known = {source.value["key"] for source in self.sources}
        errors: dict[str, Any] = {}
        facts = {
            number: StructBlockValidationError(block_errors={"sources": ValidationError(unknown_sources(missing))})
            for number, row in enumerate(self.statements or ())
            if (missing := [key for key in row.get("sources") or () if key not in known])
        }
        if facts:
            errors["statements"] = ListBlockValidationError(block_errors=facts)
        named = (self.evaluation_facts or {}).get("source")
        if named and named not in known:
            wrong = {"source": ValidationError(unknown_sources([named]))}
            errors["evaluation_facts"] = StructBlockValidationError(block_errors=wrong)
        if errors:
            raise ValidationError(errors)

    def title_in(self, language: str) -> str:
        """Title for a reader of Latvian or English; the original for anyone else."""
        return {"lv": self.title_lv, "en": self.title_en}.get(language) or str(self.title)

    def summary_in(self, language: str) -> str:
        """Summary for a reader of Latvian; the English one for anyone else."""
        return self.summary_lv if language == "lv" else self.summary_en

    def entry(self, language: str) -> Entry:
        """The practice as the library counts it."""
        title = self.title_lv if language == "lv" else self.title_en
        return entry(self.pk, title, self.country_id, self.theme, self.target_groups, self.evidence_level)

    def completeness(self) -> Completeness:
        """How much of what a reader needs is known."""
        parts = {name: (self.sections or {}).get(name) for name in practice_words.SECTIONS}
        facts = {name: (self.facts or {}).get(name) for name in ("scale", "cost_band", "funding")}
        contact = (self.contact or {}).get("name")
        return completeness(
            parts
            | facts
            | {name: getattr(self, name) for name in ("target_groups", "legal_statuses", "ages", "provider", "started")}
            | {"sources": bool(self.sources), "contact": contact, "verified": bool(self.source_read_on)}
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the page shows around the text, in the reader's language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        language = practice_words.reader(request)
        figures = charts(self.country, at_home.first(), editions(), language)
        context["chart"] = figures[0] if figures else None
        return context | practice_words.practice(self, Label.objects.in_language(language), language)
