"""Evidence: added, ticked, opened; a file is made anew and sealed."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from PIL import Image

from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from skills_audit.evidence import UnknownPlace, add_evidence
from skills_audit.evidence_files import FileRefused
from skills_audit.models import Audit, Evidence, ScoreRun
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import audit_of, finished_audit
from tests.skills_audit.demo_answers import demo_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor() -> User:
    return person("social_mentor")


def photograph(name: str = "darbs.jpg") -> SimpleUploadedFile:
    """A photograph that tells where it was taken."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    Image.new("RGB", (40, 30), "green").save(made, "JPEG", exif=exif)
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg")


def page(audit: Audit) -> str:
    return reverse("skills_audit:evidence", args=[audit.client_id, audit.pk])


def form(**more: Any) -> dict[str, Any]:
    return {"items": ["WRK01:e01"], "kind": "3", "current": "on", "authentic": "on", **more}


def test_evidence_with_a_photograph_lifts_what_is_shown(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    answer = signed_in(mentor).post(page(audit), form(description="Vēstule no darbnīcas", file=photograph()))

    assert answer["Location"] == reverse("skills_audit:profile", args=[audit.client_id, audit.pk])
    with acting(mentor):
        record = Evidence.objects.get(audit=audit)
        assert (record.level, record.media_type, record.file_name) == (3, "image/jpeg", "darbs.jpg")
        assert record.checked_by == mentor
        assert b"Secret Camera" not in record.file
        later, first = ScoreRun.objects.filter(audit=audit)
        assert later.result["domains"]["WRK"]["evidenced"] > first.result["domains"]["WRK"]["evidenced"]
    shown = signed_in(mentor).get(answer["Location"]).content.decode()
    assert "Vēstule no darbnīcas" in shown
    assert "darbs.jpg" in shown


def test_a_file_lies_sealed_in_the_database(mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, demo_rows("K-2198"))

    with acting(mentor):
        add_evidence(
            audit=audit, kind=2, items=["TSK:arc-weld"], by=mentor, description="Slepena piezīme", upload=photograph()
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT file, description, file_name FROM skills_audit_evidence")
            stored = b"".join(bytes(part) for part in cursor.fetchone())

    assert b"JFIF" not in stored
    assert b"Slepena" not in stored
    assert b"darbs" not in stored


def test_the_same_form_sent_twice_keeps_one_record(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    browser, operation = signed_in(mentor), str(uuid4())

    for _twice in range(2):
        assert browser.post(page(audit), form(operation=operation, file=photograph())).status_code == 302

    with acting(mentor):
        assert Evidence.objects.filter(audit=audit).count() == 1


def test_what_is_no_picture_is_refused_and_what_was_typed_stays(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    hostile = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")

    answer = signed_in(mentor).post(page(audit), form(description="Paliek", file=hostile))

    assert answer.status_code == 422
    assert "Paliek" in answer.content.decode()
    with acting(mentor):
        assert not Evidence.objects.filter(audit=audit).exists()


def test_what_is_picked_from_a_list_is_asked_for_as_a_choice(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)

    text = signed_in(mentor).post(page(audit), {"description": "Paliek"}).content.decode()

    assert "Izvēlieties vismaz vienu." in text
    assert "Izvēlieties vienu." in text
    assert "Aizpildiet šo lauku." not in text


def test_evidence_belongs_to_an_answer_of_this_talk(mentor: User) -> None:
    audit = audit_of(client_of(mentor), mentor, demo_rows("K-2198"))

    with acting(mentor):
        for items in ([], ["WRK01:nowhere"], ["XXX"]):
            with pytest.raises(UnknownPlace):
                add_evidence(audit=audit, kind=2, items=items, by=mentor)
        with pytest.raises(FileRefused):
            add_evidence(
                audit=audit, kind=2, items=["LND01"], by=mentor, upload=SimpleUploadedFile("x.svg", b"<svg/>")
            )  # fmt: skip


def test_a_missing_tick_lowers_the_step_until_it_is_ticked(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    with acting(mentor):
        record = add_evidence(audit=audit, kind=4, items=["TRV01"], by=mentor)
        assert record.level == 3

    signed_in(mentor).post(
        reverse("skills_audit:evidence_check", args=[audit.client_id, record.pk]), {"current": "on", "authentic": "on"}
    )

    with acting(mentor):
        assert Evidence.objects.get(pk=record.pk).level == 4


def test_the_file_opens_only_for_the_own_case_and_each_opening_is_logged(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    with acting(mentor):
        record = add_evidence(audit=audit, kind=2, items=["LND01"], by=mentor, upload=photograph())
    address = reverse("skills_audit:evidence_file", args=[audit.client_id, record.pk])

    own = signed_in(mentor).get(address)
    foreign = signed_in("social_mentor").get(address)

    assert own["Content-Type"] == "image/jpeg"
    assert "sandbox" in own["Content-Security-Policy"]
    assert own["X-Content-Type-Options"] == "nosniff"
    assert foreign.status_code == 404
    assert TrailEntry.objects.filter(subject=audit.client_id, action="open_file").count() == 1
    assert TrailEntry.objects.filter(subject=audit.client_id, action="denied").count() == 1


def test_evidence_can_be_added_while_the_talk_goes_on(mentor: User, signed_in: Any) -> None:
    audit = audit_of(client_of(mentor), mentor, demo_rows("K-2198"))
    browser: Browser = signed_in(mentor)

    shown = browser.get(page(audit) + "?item=WRK06&entry=e01").content.decode()
    answer = browser.post(page(audit), form())

    assert 'value="WRK01:e01" checked' in shown
    assert answer["Location"] == page(audit)


def turn(mentor: User, signed_in: Any, record: Evidence, do: str) -> Any:
    return signed_in(mentor).post(reverse(f"skills_audit:evidence_{do}", args=[record.client_id, record.pk]))


def evidenced(mentor: User, audit: Audit) -> Any:
    with acting(mentor):
        return ScoreRun.objects.filter(audit=audit).first().result["domains"]["TRV"]["evidenced"]


def test_a_record_is_taken_back_and_put_back_and_the_result_follows(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    ticks = {"current": True, "authentic": True}
    with acting(mentor):
        record = add_evidence(audit=audit, kind=3, items=["TRV01"], by=mentor, ticks=ticks, description="Vēstule")
    turn(mentor, signed_in, record, "put_back")  # nothing to put back: worked out anew, the same
    before = evidenced(mentor, audit)

    for _twice in range(2):
        assert turn(mentor, signed_in, record, "take_back").status_code == 302

    assert evidenced(mentor, audit) < before
    shown = signed_in(mentor).get(reverse("skills_audit:profile", args=[audit.client_id, audit.pk])).content.decode()
    assert "Vēstule" not in shown
    kept = signed_in(mentor).get(page(audit))
    assert (len(kept.context["rows"]), len(kept.context["taken_back"])) == (0, 1)

    turn(mentor, signed_in, record, "put_back")
    assert evidenced(mentor, audit) == before
    actions = list(TrailEntry.objects.filter(record=f"evidence:{record.pk}").values_list("action", flat=True))
    assert (actions.count("take_back_evidence"), actions.count("put_back_evidence")) == (1, 1)


def test_only_a_record_taken_back_is_deleted_for_good(mentor: User, signed_in: Any) -> None:
    audit = finished_audit(client_of(mentor), mentor)
    with acting(mentor):
        record = add_evidence(audit=audit, kind=2, items=["TRV01"], by=mentor, upload=photograph())

    assert turn(mentor, signed_in, record, "delete").status_code == 404
    turn(mentor, signed_in, record, "take_back")
    assert turn(mentor, signed_in, record, "delete").status_code == 302

    with acting(mentor):
        assert not Evidence.objects.filter(pk=record.pk).exists()
    assert TrailEntry.objects.filter(record=f"evidence:{record.pk}", action="delete_evidence").exists()
