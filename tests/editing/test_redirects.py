"""Redirects come in as a table, also with the addresses that the exported table holds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.factories.people import person
from tests.training import making
from training.models import ModulePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(site: None, signed_in: Callable[..., Client]) -> Client:
    set_up_groups()
    administrator = person("administrator")
    set_up_editing()
    set_up_groups()
    return signed_in(User.objects.get(pk=administrator.pk))


def test_a_table_of_redirects_may_name_addresses_within_the_site(desk: Client) -> None:
    table = SimpleUploadedFile("a.csv", b"no,uz\n/veca/,/lv/prakse/\n/cita/,https://a.example/\n/posts/,nekur\n")
    asked = desk.post(reverse("wagtailredirects:start_import"), {"import_file": table}).context["form"]

    assert str(asked["permanent"].label) == "Pastāvīgs"
    answer = desk.post(
        reverse("wagtailredirects:process_import"),
        {name: asked[name].value() for name in ("import_file_name", "input_format")}
        | {"from_index": "0", "to_index": "1", "permanent": "on"},
    )

    found = dict(Redirect.objects.values_list("old_path", "redirect_link"))
    assert found == {
        "/veca": Site.objects.get(is_default_site=True).root_url + "/lv/prakse/", "/cita": "https://a.example/",
    }  # fmt: skip
    assert "Rakstiet visu adresi ar https://." in answer.content.decode()
    assert "<th>Uz</th>" in answer.content.decode()


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"\xff\xfe\x00\x81"), ("a.xlsx", b"hello")])
def test_a_table_that_cannot_be_read_is_refused_without_words_of_the_machine(
    desk: Client, name: str, content: bytes
) -> None:
    table = SimpleUploadedFile(name, content)

    page = desk.post(reverse("wagtailredirects:start_import"), {"import_file": table}, follow=True).content.decode()

    assert "nevar nolasīt." in page
    assert "codec" not in page
    assert "BadZipFile" not in page


def test_a_module_that_is_renamed_takes_no_redirect_of_another_page_away(
    site: None, django_capture_on_commit_callbacks: Any
) -> None:
    page = ModulePage.objects.get(key=making.make_module().key, locale__language_code="lv")
    Redirect.objects.create(old_path="/veca", redirect_link="/lv/prakse/", automatically_created=True)

    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "cits-vards"
        page.save_revision().publish()

    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/veca"]
