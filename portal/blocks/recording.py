"""Sound or film in running text, with all that is said in it in writing."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail_localize.segments import OverridableSegmentValue

from portal.files.kinds import FILM, Kind

from .groups import WRITING
from .key import KeyBlock
from .recording_files import captions, kind_of_document, recordings

NOT_NAMED = "–"


class SpokenLanguageBlock(KeyBlock):
    """A language of the portal. Not translated; a translation that has a file of its own names that one's."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        choices = settings.LANGUAGES if required else [("", NOT_NAMED), *settings.LANGUAGES]
        self.field = forms.ChoiceField(choices=choices, required=required, help_text=kwargs.get("help_text", ""))

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return [OverridableSegmentValue("", value or NOT_NAMED)]

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """What a translator wrote, if it is the code of such a language."""
        return segments[0].data if segments[0].data in dict(settings.LANGUAGES) else value


class RecordingValue(blocks.StructValue):
    """What the template asks."""

    @property
    def kind(self) -> Kind | None:
        """None without a file, and where a translation chose one that nobody can play."""
        kind = kind_of_document(self.get("recording"))
        return kind if kind in recordings.kinds else None

    @property
    def is_film(self) -> bool:
        return self.kind in FILM

    @property
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.get("language"), ""))

    @property
    def captions_in(self) -> str:
        """The language of the recording, unless another one is named."""
        return str(self.get("captions_language") or self.get("language"))

    @property
    def captions_in_name(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.captions_in, ""))


class RecordingBlock(blocks.StructBlock):
    """A recording is never alone: whoever cannot hear or see it reads the same (EN 301 549, 9.1.2.1 – 9.1.2.3)."""

    recording = recordings.block(
        label=_("File"),
        help_text=_("Sound as MP3, M4A or OGG, film as MP4 or WebM. Every browser plays MP3 and MP4."),
    )
    title = blocks.CharBlock(label=_("What it is"))
    language = SpokenLanguageBlock(
        label=_("Language of the recording"),
        default=settings.LANGUAGE_CODE,
        help_text=_("In a translation with a recording of its own: that one's code, for example en."),
    )
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240, default=1)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=["bold", "link"],
        help_text=_("All that is said, and what one needs to hear or see to follow it: who speaks, what is shown."),
    )
    captions = captions.block(
        label=_("Captions"),
        required=False,
        help_text=_("A WebVTT file. Required for a film in which somebody speaks."),
    )
    captions_language = SpokenLanguageBlock(
        label=_("Language of the captions"),
        required=False,
        help_text=_("Where it is another than that of the recording. In a translation: its code, for example en."),
    )
    without_speech = blocks.BooleanBlock(
        label=_("Nobody speaks in it"), required=False, help_text=_("Only then a film needs no captions.")
    )
    credit = blocks.CharBlock(
        label=_("Whose it is"), required=False, help_text=_("Author, year and licence, unless it is our own.")
    )

    def clean(self, value: Any) -> Any:
        """A film in which somebody speaks has captions."""
        cleaned = super().clean(value)
        if cleaned.is_film and not cleaned["captions"] and not cleaned["without_speech"]:
            missing = ValidationError(_("A film in which somebody speaks needs captions. Add a WebVTT file."))
            raise StructBlockValidationError(block_errors={"captions": missing})
        return cleaned

    class Meta:
        icon = "media"
        label = _("Recording")
        template = "blocks/recording.html"
        description = _("Sound or film with a transcript.")
        group = WRITING
        value_class = RecordingValue
        preview_value = {
            "recording": None, "title": "Kā uzrunāt tulku", "language": "lv", "minutes": 1,
            "transcript": "<p>Labdien! Pirms sākam, trīs lietas.</p>", "captions": None, "credit": "",
        }  # fmt: skip
