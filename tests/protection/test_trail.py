"""The access log grows in the transaction of its cause, and finds every tampering."""

import pytest
from django.db import ProgrammingError, connection, transaction

from portal.protection.chains import broken_links
from portal.protection.models import TrailEntry
from portal.protection.trail import record

pytestmark = pytest.mark.django_db


def test_entries_of_a_record_follow_each_other() -> None:
    first, second = record("view", record="client:1"), record("change", record="client:1")

    assert (first.number, second.number, second.previous) == (1, 2, first.hash)
    assert list(broken_links()) == []


def test_an_entry_cannot_be_changed_or_deleted() -> None:
    entry = record("view", record="client:1")

    for change in (
        lambda: TrailEntry.objects.filter(pk=entry.pk).update(action="nothing"),
        lambda: TrailEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="only grow"), transaction.atomic():
            change()


def test_a_changed_entry_is_found() -> None:
    record("view", record="client:1")
    changed = record("export", record="client:1")
    record("view", record="client:1")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_only_grows")
        cursor.execute("UPDATE protection_trailentry SET action = 'view' WHERE id = %s", [changed.pk])

    assert [(link.entry_id, link.why) for link in broken_links()] == [
        (changed.pk, "it was changed after it was written")
    ]


def test_a_missing_entry_is_found() -> None:
    record("view", record="client:1")
    gone = record("export", record="client:1")
    after = record("view", record="client:1")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_only_grows")
        cursor.execute("DELETE FROM protection_trailentry WHERE id = %s", [gone.pk])

    assert [link.entry_id for link in broken_links()] == [after.pk]
