"""The demo's cases come through the actions people use, once."""

import pytest
from django.utils import timezone

from portal.accounts import demo as people
from portal.protection.actor import acting, acting_as_system
from portal.protection.models import CaseAssignment, DataKey
from skills_audit import actions, demo
from skills_audit.models import Answer, Audit, Client
from skills_audit.querysets import caseload_of

pytestmark = pytest.mark.django_db


def test_the_demo_has_the_mentors_ten_clients_and_loading_twice_changes_nothing() -> None:
    quiet = lambda text: None  # noqa: E731
    people.load(quiet)
    demo.load(quiet)
    with acting_as_system("test"):
        before = (Client.objects.count(), Audit.objects.count(), Answer.objects.count())
    demo.load(quiet)

    with acting_as_system("test"):
        assert (Client.objects.count(), Audit.objects.count(), Answer.objects.count()) == before
    mentor = demo.person("mentor")
    with acting(mentor):
        rows = {row.client.code: row for row in caseload_of(mentor, timezone.localdate())}
    assert len(rows) == 10
    running = rows["K-2231"]
    assert running.progress is not None
    assert (running.progress.done, running.progress.total) == (13, 35)
    assert running.audit is not None
    assert (running.audit.position, running.audit.client_language) == ("LND01", "ar")
    assert rows["K-2207"].urgent == ["SUP08"]
    assert demo.report()["instrument"]["lv"]["texts"] == 82  # type: ignore[index]


def test_growth_adds_clients_once() -> None:
    quiet = lambda text: None  # noqa: E731
    people.load(quiet)
    demo.grow("clients", 30, quiet)
    demo.grow("clients", 30, quiet)
    demo.grow("documents", 30, quiet)

    with acting(demo.person("mentor2")):
        assert Client.objects.count() == 30


def test_a_reset_takes_away_the_clients_that_growth_added_and_nobody_elses() -> None:
    quiet = lambda text: None  # noqa: E731
    people.load(quiet)
    demo.load(quiet)
    with acting_as_system("test"):
        own = set(Client.objects.values_list("code", flat=True))
    with acting(demo.person("mentor")):
        added = actions.add_client(
            stage="refugee", language="ar", arrived_on=timezone.localdate(), status_on=None, by=demo.person("mentor")
        )
    demo.grow("clients", 30, quiet)

    demo.reset(quiet)

    with acting_as_system("test"):
        assert set(Client.objects.values_list("code", flat=True)) == own | {added.code}
    assert CaseAssignment.objects.values("subject").distinct().count() == len(own) + 1
    assert DataKey.objects.count() == len(own) + 1
