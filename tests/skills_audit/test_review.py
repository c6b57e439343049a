"""The social worker's review: what waits, the note, the mark."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from portal.seams.waiting import waiting_for
from skills_audit.models import Audit
from tests.factories.cases import client_of
from tests.factories.people import person
from tests.factories.results import finished_audit

pytestmark = pytest.mark.django_db


def waits(user: User) -> list[str]:
    return [item.key for item in waiting_for(user) if item.key == "skills_audit:reviews"]


def test_a_finished_audit_waits_for_the_social_worker_of_the_case_only() -> None:
    mentor, worker, other = person("social_mentor"), person("social_worker"), person("social_worker")
    finished_audit(client_of(mentor, worker), mentor)

    assert waits(worker) == ["skills_audit:reviews"]
    assert waits(other) == waits(mentor) == []


def test_the_social_worker_reads_and_marks_it_with_a_note(signed_in: Any) -> None:
    mentor, worker = person("social_mentor"), person("social_worker")
    client = client_of(mentor, worker)
    audit = finished_audit(client, mentor)
    browser, where = signed_in(worker), reverse("skills_audit:review", args=[client.pk, audit.pk])

    assert client.code in browser.get(reverse("skills_audit:reviews")).content.decode()
    assert browser.get(where).status_code == 200
    for _twice in range(2):
        assert browser.post(where, {"note": "Pajautājiet par darbu celtniecībā."}).status_code == 302

    page = browser.get(reverse("skills_audit:profile", args=[client.pk, audit.pk])).content.decode()
    assert "Pajautājiet par darbu celtniecībā." in page
    assert waits(worker) == []
    with acting(worker):
        assert Audit.objects.get(pk=audit.pk).reviewed_by == worker
    assert TrailEntry.objects.filter(record=f"audit:{audit.pk}", action="review_audit").count() == 1


def test_a_look_at_what_waits_for_review_is_logged(signed_in: Any) -> None:
    mentor, worker = person("social_mentor"), person("social_worker")
    finished_audit(client_of(mentor, worker), mentor)

    signed_in(worker).get(reverse("skills_audit:reviews"))

    assert TrailEntry.objects.get(action="list", record=f"reviews:{worker.pk}").detail == {"cases": 1}


def test_a_mentor_does_not_review_and_a_foreign_audit_is_not_there(signed_in: Any) -> None:
    mentor = person("social_mentor")
    audit = finished_audit(client_of(mentor), mentor)
    where = reverse("skills_audit:review", args=[audit.client_id, audit.pk])

    assert signed_in(mentor).get(where).status_code == 403
    assert signed_in("social_worker").get(where).status_code == 404
    assert TrailEntry.objects.filter(subject=audit.client_id, action="denied").exists()


def test_the_list_needs_the_same_queries_for_one_and_for_many(signed_in: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mentor, worker = person("social_mentor"), person("social_worker")
    browser = signed_in(worker)
    first = finished_audit(client_of(mentor, worker), mentor)

    def queries(number: int) -> int:
        for _n in range(number):
            client = client_of(mentor, worker)
            with acting(mentor):
                Audit.objects.create(
                    client=client, instrument=first.instrument, started_by=mentor, state="finished",
                    finished_at=first.finished_at, client_language="ar",
                )  # fmt: skip
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(reverse("skills_audit:reviews")).status_code == 200
        return len(counted)

    queries(1)
    assert queries(2) == queries(12)
