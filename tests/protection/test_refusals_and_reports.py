"""What is refused is known afterwards: a route, a piece of a page, a call without TLS, too many files, an old key."""

import io
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone
from PIL import Image
from wagtail.documents.models import Document

from portal.files import forms
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from portal.protection.trail import record_apart
from portal.transport import ProgramsOverTlsMiddleware
from skills_audit import evidence
from skills_audit.evidence import add_evidence
from skills_audit.evidence_files import FileRefused
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import finished_audit

REPORT = {
    "csp-report": {
        "effective-directive": "script-src-elem", "document-uri": "https://portal/lv/audit/0193-Samira/?q=Samira",
        "blocked-uri": "https://evil.example/Samira.js",
    }
}  # fmt: skip


@pytest.mark.django_db
def test_a_route_that_a_role_may_not_reach_leaves_an_entry_of_who_tried(signed_in: Callable[..., Client]) -> None:
    user = person("learner")

    assert signed_in(user).get("/lv/people/").status_code == 403
    entry = TrailEntry.objects.get(action="denied")
    assert (entry.actor_id, entry.record, entry.subject) == (user.pk, "route:people", None)


@pytest.mark.parametrize(
    "said",
    [REPORT, [{"type": "csp-violation", "body": {"effectiveDirective": "img-src", "blockedURL": "data:Samira"}}]],
)
def test_a_breach_of_the_content_policy_is_logged_without_any_address(
    said: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)

    answer = Client().post("/csp-report/", json.dumps(said), content_type="application/csp-report")

    assert answer.status_code == 204
    assert not answer.cookies
    assert "The content policy kept something away" in caplog.text
    for told in ("Samira", "evil", "0193"):
        assert told not in caplog.text


@pytest.mark.parametrize(
    "body",
    ["", "[", "[" * 9000, "null", "1", '{"csp-report": 1}', '[{"body": []}]', "x" * 20_000,
     json.dumps({"csp-report": {"effective-directive": "a\nb" * 99, "blocked-uri": "http://[x"}})],
    ids=list("abcdefghi"),
)  # fmt: skip
def test_whatever_is_reported_is_answered_and_forges_no_line(body: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = Client().post("/csp-report/", body, content_type="application/csp-report")

    assert answer.status_code in (204, 400)
    assert "\nb" not in caplog.text


@pytest.mark.django_db
def test_the_policy_of_every_kind_of_page_names_where_to_report(site: None, signed_in: Callable[..., Client]) -> None:
    for address in ("/account/login/", "/admin/"):
        assert "report-uri /csp-report/" in signed_in("administrator").get(address)["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "headers", "secure", "status"),
    [
        ("/lv/audit/api/signed-in/", {"accept": "application/json"}, False, 403),
        ("/lv/audit/api/signed-in/", {"accept": "application/json"}, True, 200),
        ("/lv/home/", {"accept": "text/html"}, False, 200),
        ("/health/live", {"accept": "application/json"}, False, 200),
    ],
)
def test_a_program_without_tls_is_refused_and_not_led_on(
    path: str, headers: dict[str, str], secure: bool, status: int, settings: Any
) -> None:
    from django.http import HttpResponse

    settings.SECURE_SSL_REDIRECT = True
    request = RequestFactory().get(path, headers=headers, secure=secure)

    answer = ProgramsOverTlsMiddleware(lambda request: HttpResponse())(request)

    assert answer.status_code == status


@pytest.mark.django_db
def test_nobody_fills_the_disk_in_a_day(monkeypatch: pytest.MonkeyPatch, site: None) -> None:
    editor = person("editor")
    monkeypatch.setattr(forms, "FILES_A_DAY", 2)
    for number in range(2):
        Document.objects.create(
            title=f"{number}", file=ContentFile(b"a", name=f"{number}.txt"), uploaded_by_user=editor
        )

    with pytest.raises(forms.TooManyToday):
        forms.refuse_more_than_a_day(Document(uploaded_by_user=editor))
    forms.refuse_more_than_a_day(Document(uploaded_by_user=person("editor")))
    Document.objects.update(created_at=timezone.now() - timedelta(days=2))
    forms.refuse_more_than_a_day(Document(uploaded_by_user=editor))
    monkeypatch.setattr(forms, "BYTES_A_DAY", 0)
    with pytest.raises(forms.TooManyToday):
        forms.refuse_more_than_a_day(Document(uploaded_by_user=editor))


@pytest.mark.django_db
def test_nobody_fills_a_case_with_files_in_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    mentor = person("social_mentor")
    audit = finished_audit(client_of(mentor), mentor)
    monkeypatch.setattr(evidence, "FILES_A_DAY", 1)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")

    def add() -> None:
        with acting(mentor):
            upload = SimpleUploadedFile("a.png", picture.getvalue(), content_type="image/png")
            add_evidence(audit=audit, kind=2, items=["LND01"], by=mentor, upload=upload)

    add()
    with pytest.raises(FileRefused, match="ļoti daudz"):
        add()


@pytest.mark.django_db
def test_a_key_that_is_in_use_for_more_than_a_year_is_told_every_night(caplog: pytest.LogCaptureFixture) -> None:
    record_apart("view", record="library")
    call_command("anchor_trail", stdout=io.StringIO(), stderr=io.StringIO())
    assert "due" not in caplog.text

    from portal.protection.rotation import key_is_due

    assert not key_is_due(timezone.now() + timedelta(days=364))
    assert key_is_due(timezone.now() + timedelta(days=366))
