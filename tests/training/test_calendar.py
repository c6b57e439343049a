"""Due dates in one's own calendar: right days, right form, and nobody else's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models.user import new_session_mark
from tests.factories.people import person
from tests.training import making
from training.calendar_feed import Day, calendar, folded
from training.catalogue import ModuleFacts
from training.views.calendars import token_of


@given(st.text(max_size=300))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(text: str) -> None:
    parts = list(folded(text))

    assert all(len(part.encode("utf-8", "surrogatepass")) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text


def test_marks_of_the_format_are_escaped() -> None:
    day = Day(key="a", on=date(2026, 12, 1), title="Viens; divi, trīs\nčetri")

    text = calendar([day], name="Mācības", host="x", now=datetime(2026, 11, 1, tzinfo=UTC)).decode()

    assert "SUMMARY:Viens\\; divi\\, trīs\\nčetri\r\n" in text
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202\r\n" in text
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts)
    return facts


@pytest.mark.django_db
def test_the_feed_needs_no_sign_in_and_holds_what_is_open(module: ModuleFacts, client: Client) -> None:
    user = person("learner")
    due = timezone.localdate() + timedelta(days=14)

    answer = client.get(f"/lv/learn/calendar/{token_of(user)}/training.ics")

    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 2  # the task is not open yet
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}" in text
    assert "Mazais modulis" in text


@pytest.mark.django_db
def test_a_changed_or_ended_address_leads_nowhere(module: ModuleFacts, client: Client) -> None:
    user = person("learner")
    token = token_of(user)
    assert client.get(f"/lv/learn/calendar/{token}x/training.ics").status_code == 404

    user.session_mark = new_session_mark()
    user.save(update_fields=["session_mark"])

    assert client.get(f"/lv/learn/calendar/{token}/training.ics").status_code == 404


@pytest.mark.django_db
def test_the_map_links_to_the_own_calendar(module: ModuleFacts, signed_in: Callable[..., Client]) -> None:
    assert "/training.ics" in signed_in("learner").get("/lv/learn/").content.decode()
