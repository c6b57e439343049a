"""Pages known by a key: in addresses, in what is required of people, in records of what they did."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.pages.models.base import BasePage

TAKEN = _("Another page has this key. Choose one of its own: addresses and records tell pages apart by it.")


class KeyedPage(BasePage):
    """Its languages share the `key` that a subclass defines; no other page among its namesakes has it.

    A copy would otherwise stand at the address of the page it was made of, and take its readers and their progress.
    """

    key: Any
    exclude_fields_in_copy = ["key"]

    class Meta:
        abstract = True

    def namesakes(self) -> models.QuerySet[Any]:
        """The other pages that a key must tell from this one, its languages not among them."""
        others: models.QuerySet[Any] = type(self)._default_manager.exclude(translation_key=self.translation_key)
        return others

    def fulfils(self) -> tuple[str, str] | None:
        """Kind and key under which reading or passing this page is recorded (`portal.seams.requirements`)."""
        return None

    def clean(self) -> None:
        super().clean()
        if self.namesakes().filter(key=self.key).exists():
            raise ValidationError({"key": TAKEN})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Without a key it gets one, as Wagtail gives a page without an address its own."""
        if not self.key:
            self.key = self._free_key()
        super().save(*args, **kwargs)

    def _free_key(self) -> str:
        """That of its other languages; else one made of its address."""
        family = type(self)._default_manager.filter(translation_key=self.translation_key).exclude(key="")
        if key := family.values_list("key", flat=True).first():
            return str(key)
        longest = self._meta.get_field("key").max_length
        taken = set(self.namesakes().values_list("key", flat=True))
        ends = ("", *(f"-{n}" for n in range(2, len(taken) + 3)))
        keys = (str(self.slug)[: longest - len(end)].strip("-") + end for end in ends)
        return next(key for key in keys if key not in taken)
