"""The access log as a supervisor reads it: the team's doings and what others tried with the team's cases."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from portal.protection.actor import acting
from portal.protection.models import TrailEntry
from portal.protection.trail import record
from tests.factories.cases import client_of
from tests.factories.people import person

pytestmark = pytest.mark.django_db
ADDRESS = "/lv/protection/log/"


def test_a_refusal_is_read_by_both_supervisors_and_by_no_third(signed_in: Callable[..., Browser]) -> None:
    owner, curious, third = (person("senior_social_worker") for _ in range(3))
    client = client_of(person("social_mentor", supervisor=owner))
    stranger = person("social_mentor", supervisor=curious, last_name="Ziņkārīgā")

    assert signed_in(stranger).get(f"/lv/audit/{client.pk}/").status_code == 404

    page = signed_in(owner).get(ADDRESS).content.decode()
    assert "Ziņkārīgā" in page
    assert client.code in page
    assert "state--late" in page
    page = signed_in(curious).get(ADDRESS).content.decode()
    assert "Ziņkārīgā" in page
    assert client.code not in page
    assert "Ziņkārīgā" not in signed_in(third).get(ADDRESS).content.decode()


def test_entries_are_found_by_code_person_day_and_refusal(signed_in: Callable[..., Browser]) -> None:
    senior = person("senior_social_worker")
    mentor = person("social_mentor", supervisor=senior)
    client, other = client_of(mentor), client_of(mentor)
    with acting(mentor):
        record("view", subject=client.pk, record="client:a")
        record("view", subject=other.pk, record="client:b")
    browser = signed_in(senior)

    def found(query: str) -> int:
        return int(browser.get(f"{ADDRESS}?{query}").context["page"].paginator.count)

    assert found(f"code={client.code.lower()}") == 1
    assert found("code=K-0") == 0
    assert found(f"person={mentor.pk}") == 2
    assert found(f"person={mentor.pk}&day=2020-01-01") == 0
    assert found("refused=on") == 0
    assert found("day=nonsense") >= 2


def test_the_same_doing_in_a_row_is_one_line_that_keeps_every_entry(signed_in: Callable[..., Browser]) -> None:
    senior = person("senior_social_worker")
    mentor = person("social_mentor", supervisor=senior)
    client = client_of(mentor)
    with acting(mentor):
        for item in ("LND01", "LND03", "LND05"):
            record("answer", subject=client.pk, record="audit:a", detail={"item": item})
        record("view", subject=client.pk, record="client:a")
    signed_in("social_mentor").get(f"/lv/audit/{client.pk}/")
    signed_in("social_mentor").get(f"/lv/audit/{client.pk}/")

    answer = signed_in(senior).get(ADDRESS)

    assert [(line.entry.action, len(line.entries)) for line in answer.context["lines"]] == [
        ("denied", 1), ("denied", 1), ("view", 1), ("answer", 3),
    ]  # fmt: skip
    assert [item for _at, item in answer.context["lines"][-1].pieces] == ["LND05", "LND03", "LND01"]
    assert "LND03" in answer.content.decode()


def test_an_administrator_reads_no_entry_about_a_client(signed_in: Callable[..., Browser]) -> None:
    mentor = person("social_mentor", last_name="Mentore")
    client = client_of(mentor)
    with acting(mentor):
        record("view", subject=client.pk, record="client:a")

    page = signed_in("administrator").get(ADDRESS)

    assert all(entry.subject is None for entry in page.context["page"])
    assert client.code not in page.content.decode()


@pytest.mark.parametrize("role", ["social_mentor", "social_worker", "training_manager", "editor", "learner"])
def test_nobody_else_reads_it(role: str, signed_in: Callable[..., Browser]) -> None:
    assert signed_in(role).get(ADDRESS).status_code == 403


def test_reading_the_log_is_an_entry_as_well(signed_in: Callable[..., Browser]) -> None:
    senior = person("senior_social_worker")

    signed_in(senior).get(ADDRESS)

    assert TrailEntry.objects.filter(actor_id=senior.pk, action="view", record="log").count() == 1


def test_the_page_asks_the_database_as_often_for_a_hundred_rows(signed_in: Callable[..., Browser]) -> None:
    senior = person("senior_social_worker")
    mentors = [person("social_mentor", supervisor=senior) for _ in range(3)]
    clients, browser, counts = [client_of(mentor) for mentor in mentors], signed_in(senior), []
    browser.get(ADDRESS)
    for number in (1, 10, 100):
        with acting(mentors[0]):
            for turn in range(number):
                record("view", subject=clients[turn % 3].pk, record="client:a", actor_id=mentors[turn % 3].pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(ADDRESS)
        counts.append(len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]))

    assert len(set(counts)) == 1
    assert counts[0] <= 15


def test_the_matrix_is_read_by_administrators_only(signed_in: Callable[..., Browser]) -> None:
    page = signed_in("administrator").get("/lv/protection/access/")

    assert "‹client_id›" in page.content.decode()
    assert signed_in("senior_social_worker").get("/lv/protection/access/").status_code == 403
