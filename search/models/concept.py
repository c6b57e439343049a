"""The term base: concepts and their terms in seven languages."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from search.querysets import ConceptQuerySet


class Concept(ClusterableModel):
    """A notion of the field. Its key is stable; what people call it stands in its terms."""

    key = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("Short, in English, never changed: language-course.")
    )
    scheme = models.SlugField(_("scheme"), max_length=40, default="portal", db_index=True)
    definition_lv = models.TextField(_("definition in Latvian"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    broader = models.ManyToManyField(
        "self", verbose_name=_("broader concepts"), symmetrical=False, related_name="narrower", blank=True
    )
    related = models.ManyToManyField("self", verbose_name=_("related concepts"), symmetrical=True, blank=True)
    updated = models.DateTimeField(auto_now=True)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """The preferred term in a language, else in Latvian or English, else the key."""
        wanted = (language or get_language() or "lv", "lv", "en")
        preferred = {term.language: term.text for term in self.terms.all() if term.kind == Term.Kind.PREFERRED}
        return next((preferred[code] for code in wanted if code in preferred), self.key)

    def definition(self, language: str) -> str:
        """The definition in Latvian or English."""
        return self.definition_lv if language == "lv" else self.definition_en

    def clean(self) -> None:
        """The key is a slug even when typed as words."""
        if slugify(self.key) != self.key:
            raise ValidationError({"key": _("Small letters, numbers and hyphens only.")})


class Term(models.Model):
    """A word or a phrase for a concept in one language. `lemmas` are computed by `actions`, never typed."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("preferred")
        SYNONYM = "synonym", _("synonym")
        HIDDEN = "hidden", _("understood, not shown")
        DEPRECATED = "deprecated", _("no longer used")

    concept = ParentalKey(Concept, verbose_name=_("concept"), on_delete=models.CASCADE, related_name="terms")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.CharField(_("term"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SYNONYM)
    weight = models.FloatField(
        _("weight"),
        default=1.0,
        validators=[MinValueValidator(0.1), MaxValueValidator(2.0)],
        help_text=_("1 is usual. Less for a term that also means other things."),
    )
    lemmas = ArrayField(models.CharField(max_length=80), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["language", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "language", "text"], name="term_once_per_concept"),
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=models.Q(kind="preferred"),
                name="one_preferred_term_per_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class Promotion(models.Model):
    """A document shown first to whoever asks for a concept, in whatever language or inflection."""

    concept = ParentalKey(Concept, verbose_name=_("concept"), on_delete=models.CASCADE, related_name="promotions")
    object_key = models.CharField(
        _("shown first"), max_length=120, help_text=_("The key of the thing, as its search result shows it to editors.")
    )

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        constraints = [models.UniqueConstraint(fields=["concept", "object_key"], name="promoted_once_per_concept")]

    def __str__(self) -> str:
        return self.object_key
