"""Wagtail's image and document forms, with our checks: all its ways to upload go through these."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.files.checks import cleaned_upload
from portal.files.kinds import BYTES_A_DAY, DOCUMENTS, FILES_A_DAY, IMAGES, MEGABYTE, Kind
from portal.files.refusals import TooManyToday, UploadRefused


def made_anew(form: Any, kinds: tuple[Kind, ...]) -> Any:
    """The uploaded file replaced by its cleaned self; a file that was there before is left alone."""
    file = form.cleaned_data.get("file")
    if not file or "file" not in form.changed_data:
        return file
    try:
        refuse_more_than_a_day(form.instance)
        content, media_type = cleaned_upload(file, kinds)
    except UploadRefused as refused:
        raise ValidationError(str(refused), code=type(refused).__name__) from refused
    return SimpleUploadedFile(file.name, content, content_type=media_type)


def refuse_more_than_a_day(made: Any) -> None:
    """Raises `TooManyToday` for a person who has filled the day with images or documents already."""
    user = made.uploaded_by_user
    if user is None:
        return
    since = timezone.now() - timedelta(days=1)
    today = type(made).objects.filter(uploaded_by_user=user, created_at__gte=since)
    number, size = today.aggregate(number=Count("pk"), size=Sum("file_size")).values()
    if number >= FILES_A_DAY or (size or 0) >= BYTES_A_DAY:
        raise TooManyToday


class ImageForm(BaseImageForm):
    """Images lose position, camera and comments."""

    def clean_file(self) -> Any:
        return made_anew(self, IMAGES)


class DocumentForm(BaseDocumentForm):
    """Documents lose author, times and anything that runs. A place that takes fewer kinds names them as `kinds`."""

    kinds: tuple[Kind, ...] = DOCUMENTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):  # the form for several at once asks for it elsewhere
            taken = ", ".join(f"{kind.name} ({kind.limit // MEGABYTE} MB)" for kind in self.kinds)
            file.help_text = _("Taken: %(kinds)s. Notes about author, place and device are removed.") % {"kinds": taken}

    def clean_file(self) -> Any:
        return made_anew(self, self.kinds)

    def _post_clean(self) -> None:
        """A refused file is told once: without it, the model would complain that its name has no ending."""
        refused = self.errors.get("file")
        said = list(refused.data) if refused else []
        super()._post_clean()
        if said:
            self.errors.pop(NON_FIELD_ERRORS, None)
            self.errors["file"].data[:] = said
