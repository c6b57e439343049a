"""Private documents and images: served after a permission check, cleaned on every way in."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, CollectionViewRestriction

from portal.accounts.models import User
from tests.factories.people import person
from tests.protection import hostile_files as made

# Wagtail leaves the temporary file of a new rendition to be closed by itself.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(autouse=True)
def _files_in_a_folder(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    settings.MEDIA_ROOT = tmp_path


def image_in(collection: Collection) -> Image:
    file = SimpleUploadedFile("photo.jpg", made.jpeg(), content_type="image/jpeg")
    picture: Image = Image.objects.create(title="Durvis", file=file, collection=collection)
    return picture


def administrator() -> User:
    return person("administrator", is_superuser=True, is_staff=True)


def editors_only() -> Collection:
    collection: Collection = Collection.get_first_root_node().add_child(name="Editors")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.add(Group.objects.get_or_create(name="Of nobody")[0])
    return collection


def test_an_image_is_shown_to_the_signed_in_only(signed_in: Callable[..., Client]) -> None:
    address = image_in(Collection.get_first_root_node()).get_rendition("width-30").url

    assert Client().get(address)["Location"].startswith(reverse("account_login"))
    answer = signed_in("learner").get(address)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200, "image/jpeg", "nosniff",
    )  # fmt: skip
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_restricted_collection_hides_its_images(signed_in: Callable[..., Client]) -> None:
    address = image_in(editors_only()).get_rendition("width-30").url

    assert signed_in("learner").get(address).status_code == 404


def test_an_original_is_for_who_may_change_it(signed_in: Callable[..., Client]) -> None:
    address = image_in(Collection.get_first_root_node()).file.url

    assert signed_in("learner").get(address).status_code == 404
    assert signed_in(administrator()).get(address).status_code == 200


@pytest.mark.parametrize("path", ["nothing.jpg", "../settings/base.py", "%2e%2e/manage.py", "documents/paper.pdf"])
def test_no_other_file_is_reached(path: str, signed_in: Callable[..., Client]) -> None:
    Document.objects.create(title="Paper", file=SimpleUploadedFile("paper.pdf", made.pdf()))

    assert signed_in("editor").get(f"/media/{path}").status_code == 404


def test_a_document_is_served_to_the_signed_in_and_not_to_strangers(signed_in: Callable[..., Client]) -> None:
    document = Document.objects.create(title="Paper", file=SimpleUploadedFile("paper.pdf", made.pdf()))

    assert Client().get(document.url)["Location"].startswith(reverse("account_login"))
    answer = signed_in("official").get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_a_restricted_document_is_not_served(signed_in: Callable[..., Client]) -> None:
    document = Document.objects.create(
        title="Paper", file=SimpleUploadedFile("paper.pdf", made.pdf()), collection=editors_only()
    )

    answer = signed_in("learner").get(document.url)
    assert answer.status_code == 302


@pytest.mark.parametrize("route", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_the_admin_cleans_images_on_every_way_in(route: str, signed_in: Callable[..., Client]) -> None:
    several = route.endswith("multiple")
    file = SimpleUploadedFile("photo.jpg", made.jpeg(position=True), content_type="image/jpeg")
    sent = {"title": "Durvis", "files[]" if several else "file": file, "collection": 1}

    signed_in(administrator()).post(reverse(route), sent)

    with Image.objects.get().file.open("rb") as kept:
        content = kept.read()
    assert content
    assert made.MARKER not in content


@pytest.mark.parametrize("route", ["wagtaildocs:add", "wagtaildocs:add_multiple"])
def test_the_admin_refuses_hostile_documents_on_every_way_in(route: str, signed_in: Callable[..., Client]) -> None:
    several = route.endswith("multiple")
    file = BytesIO(made.pdf(script=True))
    file.name = "paper.pdf"
    sent = {"title": "Paper", "files[]" if several else "file": file, "collection": 1}

    answer = signed_in(administrator()).post(reverse(route), sent)

    assert not Document.objects.exists()
    assert "programma" in (answer.json()["error_message"] if several else answer.content.decode())
