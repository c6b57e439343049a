"""The parts of which a briefing is put together: origins, meetings, people present, contacts, reminders."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class BriefingPart(models.Model):
    """One part with its lines in Latvian and English. `content` by kind:

    origin: label, language_label, languages, guide, handout, greeting, name_and_greeting[], sensitive[], ask[];
    meeting: label, aims[], first_sentences[], sensitive[], bring[]; present: label, setup[], confidentiality,
    representation; contact: name, phone, web, text, for[], source, dated; reminder: origin, text, source, dated;
    frame: title, footer, leave_note, contacts_note, sources[]. A line is `{"lv": …, "en": …}`.
    """

    class Kind(models.TextChoices):
        FRAME = "frame", _("words around it")
        ORIGIN = "origin", _("origin or language")
        MEETING = "meeting", _("kind of meeting")
        PRESENT = "present", _("who is there")
        CONTACT = "contact", _("contact")
        REMINDER = "reminder", _("dated reminder")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    content = models.JSONField(_("lines"), default=dict, help_text=_("Every line in Latvian (lv) and English (en)."))
    updated = models.DateField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("part of the briefing")
        verbose_name_plural = _("parts of the briefing")
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_briefing_part_per_key")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def title(self) -> str:
        """What its own lines call it in the reader's language, else its key."""
        content = self.content if isinstance(self.content, dict) else {}
        words = content.get("label") or content.get("name") or content.get("title") or content.get("text") or {}
        found = words.get("en" if get_language() == "en" else "lv") if isinstance(words, dict) else ""
        return str(found or self.key)

    def clean(self) -> None:
        """Every line speaks both languages, so that no half-translated sheet can be printed."""
        if missing := sorted(set(one_sided(self.content))):
            raise ValidationError({"content": _("A line has one language only: %(lines)s") % {"lines": missing[0]}})


def one_sided(content: Any) -> list[str]:
    """Lines that have Latvian without English or the other way round."""
    if isinstance(content, list):
        return [line for part in content for line in one_sided(part)]
    if not isinstance(content, dict):
        return []
    if content.keys() & {"lv", "en"}:
        lv, en = content.get("lv", ""), content.get("en", "")
        return [] if bool(lv) == bool(en) else [str(lv or en)]
    return [line for part in content.values() for line in one_sided(part)]
