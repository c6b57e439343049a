"""What the library's codes are called: themes, target groups, evidence levels … are data, not code."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.prepared import Prepared


class LabelQuerySet(models.QuerySet["Label"]):
    def in_language(self, language: str) -> dict[str, dict[str, str]]:
        """Kind → code → label, in the order of the vocabulary; one query. Latvian or English."""
        labels: dict[str, dict[str, str]] = {}
        column = "lv" if language == "lv" else "en"
        for kind, code, label in _named[column]():
            labels.setdefault(kind, {})[code] = label
        return labels


LabelManager = models.Manager.from_queryset(LabelQuerySet)


class Label(models.Model):
    """A code of the practice library with its name in the interface's languages."""

    kind = models.CharField(_("kind"), max_length=40)
    code = models.CharField(_("code"), max_length=40)
    lv = models.CharField(_("in Latvian"), max_length=100)
    en = models.CharField(_("in English"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[LabelManager] = LabelManager()

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_label_per_code")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.lv}"


_named = {
    column: Prepared(lambda column=column: Label.objects.order_by("kind", "order").values_list("kind", "code", column))
    for column in ("lv", "en")
}


def choices_of(kind: str) -> Callable[[], list[tuple[str, str]]]:
    """The codes of a kind with their names in the active language, asked for when a form is shown."""

    def choices() -> list[tuple[str, str]]:
        return list(Label.objects.in_language(get_language() or "lv").get(kind, {}).items())

    return choices
