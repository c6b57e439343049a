"""No answer is lost, none counts twice, none overwrites another silently."""

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.actor import acting, acting_as_system
from portal.protection.models import TrailEntry
from skills_audit.answers import AuditClosed, OperationReused, Saved, Stale, save_answer
from skills_audit.models import Answer, Audit, ConflictCopy, InstrumentVersion
from tests.factories.cases import client_of
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def audit_of(mentor: User, **fields: Any) -> Audit:
    client = client_of(mentor)
    instrument, _made = InstrumentVersion.objects.get_or_create(
        version="test", defaults={"definition": {}, "texts": {}, "code_lists": {}, "scoring": {}}
    )
    with acting_as_system("test"):
        audit: Audit = Audit.objects.create(
            client=client, instrument=instrument, client_language="ar", started_by=mentor, **fields
        )
    return audit


def save(audit: Audit, mentor: User, value: object, expected: int, operation: object = None) -> Saved | Stale:
    return save_answer(
        audit=audit, item="LND01", entry="", content={"state": "value", "value": value}, expected=expected,
        operation=operation or uuid4(), by=mentor,
    )  # fmt: skip


def test_each_save_is_the_next_version() -> None:
    mentor = person("social_mentor")
    audit = audit_of(mentor)

    with acting(mentor):
        first, second = save(audit, mentor, 3, 0), save(audit, mentor, 4, 1)
        assert isinstance(first, Saved)
        assert isinstance(second, Saved)
        assert (first.version, second.version, first.id) == (1, 2, second.id)
        assert Answer.objects.get().content["value"] == 4


def test_a_save_is_two_errands_to_the_database() -> None:
    mentor = person("social_mentor")
    audit = audit_of(mentor)
    with acting(mentor):
        save(audit, mentor, 3, 0)  # the chain of the log begins

    with CaptureQueriesContext(connection) as asked, acting(mentor):
        save_answer(
            audit=audit, item="LND02", entry="", content={"state": "value", "value": 1}, expected=0,
            operation=uuid4(), by=mentor,
        )  # fmt: skip

    errands = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    # The key; looked up, written, noted and logged. Who acts is told before (and after, inside a test's transaction).
    assert len([sql for sql in errands if "portal.actor" not in sql]) == 2
    assert TrailEntry.objects.filter(action="answer").count() == 2


def test_the_same_save_again_has_one_effect_and_the_same_reply() -> None:
    mentor, operation = person("social_mentor"), uuid4()
    audit = audit_of(mentor)

    with acting(mentor):
        first, again = save(audit, mentor, 3, 0, operation), save(audit, mentor, 3, 0, operation)
        assert isinstance(again, Saved)
        assert isinstance(first, Saved)
        assert again.repeated
        assert (again.id, again.version, again.digest) == (first.id, first.version, first.digest)
        assert Answer.objects.get().version == 1


def test_one_operation_cannot_carry_two_contents() -> None:
    mentor, operation = person("social_mentor"), uuid4()
    audit = audit_of(mentor)

    with acting(mentor):
        save(audit, mentor, 3, 0, operation)
        with pytest.raises(OperationReused):
            save(audit, mentor, 5, 0, operation)


def test_a_late_save_is_kept_beside_and_changes_nothing() -> None:
    mentor = person("social_mentor")
    audit = audit_of(mentor)

    with acting(mentor):
        save(audit, mentor, 3, 0)
        save(audit, mentor, 4, 1)
        late = save(audit, mentor, 1, 1)
        assert isinstance(late, Stale)
        assert (late.version, late.content["value"]) == (2, 4)
        assert Answer.objects.get().content["value"] == 4
        assert ConflictCopy.objects.get(pk=late.conflict).content["value"] == 1


def test_an_answer_whose_first_save_never_arrived_is_not_lost() -> None:
    mentor = person("social_mentor")
    audit = audit_of(mentor)

    with acting(mentor):
        assert isinstance(save(audit, mentor, 4, 3), Saved)
        assert Answer.objects.get().content["value"] == 4


def test_a_finished_audit_takes_no_answer() -> None:
    mentor = person("social_mentor")
    audit = audit_of(mentor, state="finished", finished_at=timezone.now())

    with acting(mentor), pytest.raises(AuditClosed):
        save(audit, mentor, 3, 0)


@pytest.mark.django_db(transaction=True)
def test_of_ten_saves_from_one_version_one_wins_and_nine_are_kept() -> None:
    mentor = person("social_mentor")
    audit = audit_of(mentor)
    with acting(mentor):
        save(audit, mentor, 0, 0)
    replies: list[Saved | Stale] = []

    def send(value: int) -> None:
        try:
            with acting(mentor):
                replies.append(save(audit, mentor, value, 1))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(value,)) for value in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(reply).__name__ for reply in replies) == ["Saved", *["Stale"] * 9]
    with acting(mentor):
        assert Answer.objects.get().version == 2
        assert ConflictCopy.objects.count() == 9


@pytest.mark.django_db(transaction=True)
def test_in_a_hundred_races_of_two_from_one_version_nothing_is_overwritten_silently() -> None:
    mentor, races = person("social_mentor"), 100
    audit = audit_of(mentor)
    with acting(mentor):
        save(audit, mentor, -1, 0)
    line, replies = threading.Barrier(2, timeout=120), [dict[int, Saved | Stale](), dict[int, Saved | Stale]()]

    def race(who: int) -> None:
        try:
            for number in range(races):
                line.wait()
                with acting(mentor):
                    replies[who][number] = save(audit, mentor, 2 * number + who, number + 1)
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number in range(races):
        assert sorted(type(replies[who][number]).__name__ for who in range(2)) == ["Saved", "Stale"]
    with acting(mentor):
        late = {copy.content["value"] for copy in ConflictCopy.objects.all()}
        assert late == {2 * n + who for n in range(races) for who in range(2) if isinstance(replies[who][n], Stale)}
        last = next(who for who in range(2) if isinstance(replies[who][races - 1], Saved))
        assert (Answer.objects.get().version, Answer.objects.get().content["value"]) == (101, 2 * (races - 1) + last)
