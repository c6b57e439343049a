"""SQL of client records that is made once: each call sees what its own actor may see on that day, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import RoleAssignment, User
from portal.prepared import Unpreparable
from portal.protection.actor import acting, acting_as_system, current_actor
from portal.protection.models import CaseAssignment, DataKey
from portal.protection.prepared_records import PreparedRecords
from skills_audit.models import Client
from tests.factories.cases import client_of
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Browser]


def codes() -> PreparedRecords[str]:
    return PreparedRecords(lambda: Client.objects.order_by("code").values_list("code", flat=True))


def seen_by(user: User, asked: PreparedRecords[str], **opened: Any) -> list[str]:
    with acting(User.objects.get(pk=user.pk), **opened):
        return asked()


def test_without_an_actor_there_is_nothing() -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    asked = codes()

    assert asked() == []
    assert seen_by(mentor, asked) == [client.code]
    assert asked() == []


def test_two_people_in_turn_see_the_own_clients_only() -> None:
    first, second = person("social_mentor"), person("social_mentor")
    one, other = client_of(first), client_of(second)
    asked = codes()

    for _again in range(3):
        assert seen_by(first, asked) == [one.code]
        assert seen_by(second, asked) == [other.code]


def test_the_guard_stands_in_the_sql_and_not_only_in_the_database_below() -> None:
    first, second = person("social_mentor"), person("social_mentor")
    one = client_of(first)
    client_of(second)
    asked = codes()
    seen_by(second, asked)

    with acting(first), acting_as_system("test"):  # the database shows every row
        (made,) = asked._guarded[False]._made.values()
        assert made is not None
        assert made.rows({"guard_actor": first.pk, "guard_day": timezone.localdate()}) == [one.code]


def test_a_case_given_or_taken_is_there_or_gone_at_once() -> None:
    mentor, substitute = person("social_mentor"), person("social_mentor")
    client, today = client_of(mentor), timezone.localdate()
    asked = codes()

    assert seen_by(substitute, asked) == []
    given = CaseAssignment.objects.create(subject=client.pk, user=substitute, part="substitute", ends=today)
    assert seen_by(substitute, asked) == [client.code]
    given.starts, given.ends = today - timedelta(days=3), today - timedelta(days=1)
    given.save()
    assert seen_by(substitute, asked) == []


def test_the_day_is_asked_at_every_call(monkeypatch: pytest.MonkeyPatch) -> None:
    mentor, substitute = person("social_mentor"), person("social_mentor")
    client, today = client_of(mentor), timezone.localdate()
    CaseAssignment.objects.create(subject=client.pk, user=substitute, part="substitute", ends=today)
    asked = codes()

    assert seen_by(substitute, asked) == [client.code]
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
    assert seen_by(substitute, asked) == []


def test_a_supervisor_sees_the_team_while_the_role_lasts() -> None:
    senior = person("senior_social_worker")
    client = client_of(person("social_mentor", supervisor=senior))
    client_of(person("social_mentor"))
    asked = codes()

    assert seen_by(senior, asked) == [client.code]
    RoleAssignment.objects.filter(user=senior).delete()
    assert seen_by(senior, asked) == []


def test_own_work_and_a_case_opened_with_a_reason_are_read_as_ever() -> None:
    worker = person("social_worker")
    mine, foreign = client_of(worker), client_of(person("social_mentor"))
    asked = codes()

    assert seen_by(worker, asked) == [mine.code]
    assert seen_by(worker, asked, opened=foreign.pk, reason="an emergency") == sorted([mine.code, foreign.code])
    assert seen_by(worker, asked) == [mine.code]
    with acting_as_system("test"):
        assert set(asked()) == {mine.code, foreign.code}


def test_records_without_a_guard_cannot_be_prepared() -> None:
    asked = PreparedRecords(lambda: DataKey.objects.values_list("subject", flat=True))

    with acting(person("social_mentor")), pytest.raises(Unpreparable, match="guard_actor"):
        asked()


def test_whoever_stood_in_for_the_sql_is_gone_when_it_is_made() -> None:
    mentor = person("social_mentor")
    asked = codes()
    with acting(mentor) as actor:
        asked()
        assert current_actor() is actor


def test_two_mentors_in_turn_get_their_own_pages(signed_in: SignedIn) -> None:
    first, second = person("social_mentor"), person("social_mentor")
    one, other = client_of(first), client_of(second)
    readers = [(signed_in(first), one, other), (signed_in(second), other, one)]
    for _again in range(2):
        for browser, own, foreign in readers:
            page = browser.get(reverse("skills_audit:caseload")).content.decode()
            assert own.code in page
            assert foreign.code not in page
            assert browser.get(reverse("skills_audit:case", args=[own.pk])).status_code == 200
            assert browser.get(reverse("skills_audit:case", args=[foreign.pk])).status_code == 404
            assert browser.get(reverse("skills_audit:plan", args=[foreign.pk])).status_code == 404
