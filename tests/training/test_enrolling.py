"""A table of people is enrolled whole or not at all, and the dry run says what the real one does."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.people import person
from tests.training import making
from training.catalogue import ModuleFacts
from training.enrolling import TableRefused, rows
from training.models import Enrolment
from training.standings import picture

SignedIn = Callable[..., Client]
URL = "/lv/learn/team/enrol/"


def test_a_table_is_read_with_comma_or_semicolon_and_its_mistakes_by_row() -> None:
    found = rows("email;curriculum;starts\na@b.lv;start;2026-12-01\nnobody;start;\na@c.lv;start;rīt\n".encode())

    assert [(row.line, row.problem) for row in found] == [(2, ""), (3, "email"), (4, "starts")]
    assert rows(b"email,curriculum\na@b.lv,start\n")[0].curriculum == "start"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff\xfe", "encoding"), (b"a,b\n1,2", "columns"), (b"email,curriculum\n", "empty"),
     (b"email,curriculum,evil\na@b.lv,start,x", "columns")],
)  # fmt: skip
def test_another_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(TableRefused) as refused:
        rows(data)
    assert refused.value.code == code


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts)
    return facts


def upload(client: Client, text: str) -> str:
    page = client.post(URL, {"table": SimpleUploadedFile("people.csv", text.encode())})
    return page.content.decode()


@pytest.mark.django_db
def test_a_manager_sees_first_and_enrols_then(module: ModuleFacts, signed_in: SignedIn) -> None:
    official = person("official", email="janis@example.org")
    manager = signed_in("training_manager")

    page = upload(manager, "email,curriculum,reason\nJanis@Example.org,start,palīdz centrā\n")
    assert "Pieteiktu 1 cilvēku" in page
    assert not Enrolment.objects.exists()
    signed = page.split('name="signed" value="')[1].split('"')[0]
    for _click in range(2):
        manager.post(URL, {"signed": signed})

    assert Enrolment.objects.get().reason == "palīdz centrā"
    assert len(picture([official], "lv").of(official)) == 3


@pytest.mark.django_db
def test_one_wrong_row_keeps_all_out_and_is_named(module: ModuleFacts, signed_in: SignedIn) -> None:
    person("official", email="janis@example.org")
    manager = signed_in("training_manager")

    page = upload(
        manager, "email,curriculum\njanis@example.org,start\nnobody@example.org,start\njanis@example.org,no\n"
    )

    assert "3. rinda, nobody@example.org" in page
    assert "4. rinda, janis@example.org: Mācību ceļa ar šādu atslēgu nav." in page
    assert 'name="signed"' not in page
    assert not Enrolment.objects.exists()


@pytest.mark.django_db
def test_others_enrol_nobody(module: ModuleFacts, signed_in: SignedIn) -> None:
    assert signed_in("senior_social_worker").get(URL).status_code == 403
