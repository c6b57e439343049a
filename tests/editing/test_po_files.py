"""A PO file that comes back is taken in, or one sentence says why not; nothing fails and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.editing.test_explorer import text_page, translated
from tests.factories.people import person

pytestmark = pytest.mark.django_db
FOREIGN = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Teksts."\nmsgstr "Text."\n'
OWN: dict[bytes | None, Callable[[str], str]] = {
    b"own": str,
    b"own, its head broken": lambda text: text.replace("X-Wagtail", '"X-Wagtail'),
    b"own, of another page": lambda text: text.replace("TranslationID: ", "TranslationID: 0"),
    b"own, an original changed": lambda text: text + '\nmsgctxt "lead"\nmsgid "Unknown"\nmsgstr "Text"\n',
    b"own, a tag broken": lambda text: text.replace('msgstr "Text."', 'msgstr "<a id=\\"a99\\">x</a>"'),
}


@pytest.fixture
def sent(site: None, signed_in: Callable[..., Client], django_capture_on_commit_callbacks: Any) -> Callable[..., str]:
    """What a translator reads after sending such a file, or none."""
    set_up_groups()
    set_up_editing()
    translator = person("translator")
    set_up_editing()
    set_up_groups()
    with django_capture_on_commit_callbacks(execute=True):
        page = translated(text_page(1))
    translation = Translation.objects.get(source__object_id=page.translation_key)
    browser = signed_in(User.objects.get(pk=translator.pk))
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def send(content: bytes | None) -> str:
        if content in OWN:
            content = OWN[content](str(translation.export_po())).encode()
        file = {} if content is None else {"file": SimpleUploadedFile("a.po", content)}
        address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
        return browser.post(address, {"next": back, **file}, follow=True).content.decode()

    return send


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Vispirms izvēlieties PO failu."),
        (b"", "Šis nav šī tulkojuma PO fails."),
        (FOREIGN, "Šis nav šī tulkojuma PO fails."),
        (b"\x00\xff\xfe%PDF", "Šis nav šī tulkojuma PO fails."),
        (b"own", "Tulkojumi no PO faila ir importēti."),
        (b"own, its head broken", "Šis nav šī tulkojuma PO fails."),
        (b"own, of another page", "Šis PO fails izveidots citam tulkojumam."),
        (b"own, an original changed", "1 faila fragments izlaists: tā oriģināla šajā lapā nav."),
        (b"own, a tag broken", "nevar izmantot: "),
    ],
)
def test_whatever_file_comes_back_its_translator_reads_what_became_of_it(
    sent: Callable[..., str], content: bytes | None, words: str
) -> None:
    assert words in sent(content)
