"""Pictures of the demo, put into the library as an editor puts them: through the form and its checks."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection


def keep_image(path: Path, *, title: str) -> Any:
    """The image of this file; it is put into the library when it is not there yet, under this title."""
    model: Any = get_image_model()
    if image := model.objects.filter(file__endswith=f"/{path.name}").first():
        return image
    upload = SimpleUploadedFile(path.name, path.read_bytes(), content_type=f"image/{path.suffix[1:]}")
    about = {"title": title, "collection": Collection.get_first_root_node().pk}
    form = get_image_form(model)(about, {"file": upload}, instance=model())
    if not form.is_valid():
        raise ValueError(f"{path.name}: {form.errors.as_text()}")
    return form.save()
