"""Pictures in lessons: what they show is said, they come in the size that is needed, and nobody outside sees them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from portal.blocks.picture import PictureBlock
from portal.demo.library import keep_image
from tests.training import making
from training.demo import PICTURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SignedIn = Callable[..., Client]
WORDS = "Trīs cilvēki sēž trijstūrī."


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(**values: Any) -> dict[str, Any]:
    image = keep_image(PICTURES / "interpreter-triangle.png", title="Trijstūris")
    return {
        "picture": {"image": image.pk, "alt_text": WORDS, "decorative": False},
        "caption": "Kā sēž",
        "credit": "",
    } | values


def test_a_lesson_shows_a_picture_with_its_words_and_its_place_kept_free(signed_in: SignedIn) -> None:
    making.make_lesson_with("picture", picture(credit="Anna Ozola, 2026"))
    browser = signed_in("learner")
    page = browser.get(reverse("training:lesson", args=["small", "second"])).content.decode()

    shown = re.search(r"<img[^>]*>", page[page.index('<figure class="picture">') :])
    assert shown
    for part in (f'alt="{WORDS}"', 'loading="lazy"', "srcset=", 'width="480"', 'height="270"', ".webp"):
        assert part in shown[0], part
    assert "Kā sēž" in page
    assert "Anna Ozola, 2026" in page

    address = re.search(r'src="(/media/[^"]+)"', shown[0])
    assert address
    served = browser.get(address[1])
    assert (served.status_code, served["Content-Type"]) == (200, "image/webp")
    assert Client().get(address[1])["Location"].startswith(reverse("account_login"))


def test_a_picture_needs_words_unless_it_is_decoration() -> None:
    block = PictureBlock()
    for words, decorative, passes in (("", False, False), ("", True, True), (WORDS, False, True)):
        shown = picture()["picture"] | {"alt_text": words, "decorative": decorative}
        value = block.to_python(picture(picture=shown))
        if passes:
            block.clean(value)
        else:
            with pytest.raises(ValidationError):
                block.clean(value)


def test_the_words_of_a_picture_are_found_and_translated() -> None:
    page = making.make_lesson_with("picture", picture())

    found = " ".join(page.body.stream_block.get_searchable_content(page.body))
    assert WORDS in found
    assert "Kā sēž" in found
    source, _made = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fi"))
    texts = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert {WORDS, "Kā sēž"} <= texts


def test_the_same_file_is_put_into_the_library_once_whatever_its_name_and_anew_when_it_is_lost() -> None:
    path = PICTURES / "interpreter-triangle.png"
    default_storage.save(f"original_images/{path.name}", ContentFile(b"of another installation"))
    image = keep_image(path, title="Viens")

    assert not image.file.name.endswith(f"/{path.name}")
    assert keep_image(path, title="Otrs").pk == image.pk
    image.file.storage.delete(image.file.name)
    assert keep_image(path, title="Trešais").pk != image.pk
