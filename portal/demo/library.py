"""Pictures and files of the demo, put into the library as an editor puts them: through the form and its checks."""

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection


def keep_image(path: Path, *, title: str) -> Any:
    """The image of this file; it is put into the library, under this title, when it or its file is not there."""
    return _keep(path, title, get_image_model(), get_image_form)


def keep_document(path: Path, *, title: str) -> Any:
    """As an image."""
    return _keep(path, title, get_document_model(), get_document_form)


def _keep(path: Path, title: str, model: Any, form_of: Any) -> Any:
    """A store gives a name that is taken, by files of an installation before, a few letters more."""
    named = rf"/{re.escape(path.stem)}(_\w+)?{re.escape(path.suffix)}$"
    for kept in model.objects.filter(file__regex=named).order_by("pk"):
        if kept.file.storage.exists(kept.file.name):
            return kept
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    about = {"title": title, "collection": Collection.get_first_root_node().pk}
    form = form_of(model)(about, {"file": upload}, instance=model())
    if not form.is_valid():
        raise ValueError(f"{path.name}: {form.errors.as_text()}")
    return form.save()
