"""Pictures of the demo, put into the library as an editor puts them: through the form and its checks."""

import re
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection


def keep_image(path: Path, *, title: str) -> Any:
    """The image of this file; it is put into the library, under this title, when it or its file is not there.

    A store gives a name that is taken, by files of an installation before, a few letters more.
    """
    model: Any = get_image_model()
    named = rf"/{re.escape(path.stem)}(_\w+)?{re.escape(path.suffix)}$"
    for image in model.objects.filter(file__regex=named).order_by("pk"):
        if image.file.storage.exists(image.file.name):
            return image
    upload = SimpleUploadedFile(path.name, path.read_bytes(), content_type=f"image/{path.suffix[1:]}")
    about = {"title": title, "collection": Collection.get_first_root_node().pk}
    form = get_image_form(model)(about, {"file": upload}, instance=model())
    if not form.is_valid():
        raise ValueError(f"{path.name}: {form.errors.as_text()}")
    return form.save()
