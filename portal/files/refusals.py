"""Why a file is not taken: each refusal has a name, and a sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class UploadRefused(Exception):
    """The file is not taken. `str()` gives the sentence in the reader's language; nothing of the file is kept."""

    sentence: str | StrPromise = _("This file cannot be taken. Choose another one.")

    def __str__(self) -> str:
        return str(self.sentence) % self.values

    @property
    def values(self) -> dict[str, str]:
        """What the sentence names."""
        return dict(self.args[0]) if self.args else {}


class EmptyFile(UploadRefused):
    """No bytes."""

    sentence = _("The file is empty. Choose another one.")


class TooLarge(UploadRefused):
    """More bytes than its kind may have."""

    sentence = _("The file is larger than %(limit)s. Make it smaller, or divide it.")


class KindNotAllowed(UploadRefused):
    """Neither its name nor its content is on the list of what this place takes."""

    sentence = _("This place takes: %(kinds)s. Save the file as one of them.")


class NotWhatItSays(UploadRefused):
    """The content is of another kind than the name."""

    sentence = _("The file's content does not fit its name. Save it again in its own program.")


class CannotBeRead(UploadRefused):
    """Damaged, or made to break the program that opens it."""

    sentence = _("The file is damaged and cannot be read. Save it again, or take a new picture of it.")


class TooManyPixels(UploadRefused):
    """An image that would fill the memory of whoever opens it."""

    sentence = _("The image has more than %(limit)s million pixels. Make it smaller.")


class HoldsTooMuch(UploadRefused):
    """Unpacked, the file would be far larger than it looks."""

    sentence = _("Unpacked, the file is too large to be opened safely.")


class TooManyToday(UploadRefused):
    """One person has added more files, or larger ones, than a day's work has."""

    sentence = _("You have added very many files today. Go on tomorrow, or tell your administrator.")


class Archive(UploadRefused):
    """An archive: what is inside cannot be seen by who receives it."""

    sentence = _("Archives are not taken. Unpack it and add the files one by one.")


class HoldsProgram(UploadRefused):
    """Scripts, macros or files inside the file."""

    sentence = _("The file holds a program or another file. Save it without them, for example as a plain PDF.")


class Locked(UploadRefused):
    """Protected with a password."""

    sentence = _("The file is locked with a password. Save it without one.")


class HoldsOtherTracks(UploadRefused):
    """Beside sound and picture: positions, times, chapters, what a telephone or a camera notes while it records."""

    sentence = _("Beside sound and picture the file holds other tracks. Export it with sound and picture only.")


class HoldsMarkup(UploadRefused):
    """Captions with more than words, times and the tags of WebVTT."""

    sentence = _("The captions hold HTML. Keep times and words only.")
