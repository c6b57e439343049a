"""The client's sheet beside a guide: plain language, one A5 page, in a language of clients."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guidelines import fact_forms
from guidelines.models.codes import refuse_wrong_codes
from portal.blocks.structured import StructuredField
from portal.prepared import Prepared


class Handout(models.Model):
    """`sections`: `[{"key", "heading", "points": […]}]`; `fill`: `[{"key", "label"}]`, lines to write on by hand.

    `key` is that of the guide beside it. `checked` is false until a speaker has read it.
    """

    key = models.SlugField(_("key"))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    sections = StructuredField(_("text"), default=list, block=fact_forms.SHEET_SECTIONS)
    right_to_left = models.BooleanField(_("written from right to left"), default=False)
    fill = StructuredField(_("to fill in by hand"), default=list, blank=True, block=fact_forms.SHEET_FILL)
    checked = models.BooleanField(_("read by a speaker"), default=False)

    class Meta:
        verbose_name = _("hand-out")
        verbose_name_plural = _("hand-outs")
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_handout_per_language")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    def clean(self) -> None:
        refuse_wrong_codes(language=self.language)


# What a guide says of the sheets beside it: not their texts.
beside = Prepared(
    lambda key: Handout.objects.filter(key=key).only("key", "language", "title").order_by("language"), key=str
)
