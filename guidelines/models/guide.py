"""Culture guides and shared guidelines: statements with their sources, the mirror, what applies since when."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from guidelines import fact_forms, writing
from guidelines.blocks import GUIDE_BLOCKS, ChangeBlock, GistBlock, MirrorBlock
from guidelines.outline import Outline
from portal.blocks.field import BlockField
from portal.blocks.structured import StructuredField
from portal.pages.models import BasePage, KeyedPage
from portal.prepared import Prepared

from . import handout, published_version
from .challenge import Challenge

# Where a claim may stand: kind of block → its texts that the writing check reads.
CLAIMS = {
    "statement": ("text", "variation", "ask"),
    "point": ("title", "text"),
    "topic": ("newcomer", "office", "phrase"),
    "change": ("text",),
}


class GuidelineIndexPage(BasePage):
    """Where all guidelines of a language hang."""

    subpage_types = ["guidelines.CultureGuidePage", "guidelines.GuidelinePage"]
    max_count_per_parent = 1
    template = "guidelines/guideline_index_page.html"

    class Meta:
        verbose_name = _("list of guidelines")
        verbose_name_plural = _("lists of guidelines")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Guides and shared guidelines of this language, by title."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        first, last = self._get_children_path_interval(self.path)
        own = {"first": first, "last": last, "depth": self.depth + 1}
        return context | {
            "guides": _guides(**own),
            "guidelines": _guidelines(**own),
            "today": timezone.localdate(),
        }


class WithStatements(KeyedPage):
    """A page made of sections and statements. `helps_with` names audit items or sections it helps to ask."""

    key = models.SlugField(_("key"), max_length=60, help_text=_("The same in every language."))
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=10)
    body = BlockField(GUIDE_BLOCKS, verbose_name=_("sections and statements"), blank=True)
    helps_with = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("helps with"),
        default=list,
        blank=True,
        help_text=_("Codes of Skills Audit questions or sections, separated by commas."),
    )

    read_later: ClassVar[tuple[str, ...]] = ("body", "sources")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """No sentence about a whole group without saying whom, where or when; the error stands at its field."""
        super().clean()
        language = self.locale.language_code
        errors = {}
        for name in ("gist", "body", "mirror", "changes"):
            found = {
                number: StructBlockValidationError(block_errors=refused)
                for number, block in enumerate(getattr(self, name, None) or ())
                if (refused := generalisations(block, language))
            }
            if found:
                errors[name] = StreamBlockValidationError(block_errors=found)
        if errors:
            raise ValidationError(errors)

    def fulfils(self) -> tuple[str, str]:
        return "guideline", self.key

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Sections with their statements."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        questioned = Challenge.objects.beside(self)
        return context | {
            "outline": Outline(self, today, questioned),
            "versions": lambda: published_version.latest(self),
            "today": today,
            "review_overdue": self.review_overdue(today),
            # What stands among the page's own words and does not change with it.
            "beside": [self.answerable, *((row.pk, row.outcome, row.answered_at) for row in questioned)],
        }


def generalisations(block: Any, language: str) -> dict[str, ValidationError]:
    """Field of a claim → what the writing check says about it, with the sentence and how to write it."""
    if block.value.get("kept_because"):
        return {}
    errors = {}
    for name in CLAIMS.get(block.block_type, ()):
        found = writing.findings(block.value.get(name) or "", language)
        if found:
            words = _now("This speaks of a whole group: “{sentence}” {suggestion}")
            errors[name] = ValidationError(
                [words.format(sentence=finding.sentence, suggestion=finding.suggestion) for finding in found]
            )
    return errors


class GuidelinePage(WithStatements):
    """A guideline on how to work: with an interpreter, on reading and writing, at a first meeting."""

    parent_page_types = ["guidelines.GuidelineIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("key"), FieldPanel("minutes"), FieldPanel("helps_with")], heading=_("Where it belongs")
        ),
    ]
    template = "guidelines/guideline_page.html"

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")


class CultureGuidePage(WithStatements):
    """A guide to a country or community of origin. It describes a country, never the person at the table.

    `origins`: ISO 3166 codes; `languages`: `[{"code": "ara", "name": {"lv": …, "en": …}, "script": …, "note": {…}}]`.
    """

    origins = ArrayField(models.CharField(max_length=2), verbose_name=_("countries of origin"), default=list)
    languages = StructuredField(_("languages spoken"), default=list, blank=True, block=fact_forms.LANGUAGES)
    gist = BlockField([("point", GistBlock())], verbose_name=_("ten-minute version"), blank=True)
    mirror = BlockField([("topic", MirrorBlock())], verbose_name=_("mirror"), blank=True)
    changes = BlockField([("change", ChangeBlock())], verbose_name=_("applies since"), blank=True)
    community_review = models.CharField(
        _("community review"),
        max_length=20,
        choices=[("waiting", _("waiting for the community reviewer")), ("done", _("read by the community reviewer"))],
        default="waiting",
    )

    read_later = ("body", "sources", "gist", "mirror", "changes")

    parent_page_types = ["guidelines.GuidelineIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        HelpPanel(
            content=_(
                "Say in every statement whom, where and when it concerns. A sentence about a whole group is not saved."
            )
        ),
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("gist", help_text=_("Five or six points for the last minutes before a meeting.")),
        FieldPanel("body", help_text=_("A section heading, then its statements. Each names its source by key.")),
        FieldPanel("mirror", help_text=_("How each side may read the other, and a phrase that either can use.")),
        FieldPanel("changes", help_text=_("Passages that hold since a law, with the date.")),
        FieldPanel("languages"),
        MultiFieldPanel(
            [
                FieldPanel("key"),
                FieldPanel("origins"),
                FieldPanel("minutes"),
                FieldPanel("helps_with"),
                FieldPanel("community_review", read_only=True),  # the workflow's step decides
            ],
            heading=_("Where it belongs"),
        ),
    ]
    template = "guidelines/culture_guide_page.html"

    class Meta:
        verbose_name = _("culture guide")
        verbose_name_plural = _("culture guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """And the client's hand-outs beside the guide."""
        context = super().get_context(request, *args, **kwargs)
        handouts = handout.beside(key=self.key)
        beside = [*context["beside"], *((sheet.language, sheet.title) for sheet in handouts)]
        return context | {"handouts": handouts, "beside": beside}


def _listed(model: type[WithStatements], *also: str) -> Prepared[Any]:
    """Pages below a list by title, with what a card says of them."""
    cards = model.objects.live().order_by("title").only("title", "url_path", "lead", "minutes", *also)
    return Prepared(
        lambda first, last, depth: cards.filter(path__range=(first, last), depth=depth), first=str, last=str, depth=int
    )


_guides = _listed(CultureGuidePage, "languages", "review_date", "community_review")
_guidelines = _listed(GuidelinePage)
_named = Prepared(
    lambda key, language: (
        CultureGuidePage.objects.live()
        .filter(key=key, locale__language_code=language)
        .order_by("pk")
        .only("title", "url_path", "last_published_at")[:1]
    ),
    key=str,
    language=str,
)


def guide_named(key: str, language: str) -> CultureGuidePage | None:
    """The published guide in a language: what it is called, where it stands and since when; read for no more."""
    return _named.first(key=key, language=language)
