"""Home by role: what waits, in what order, and how the day is named."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from portal.components import drawings
from portal.home import grouped, heading, in_words, thing_to_go_on_with
from portal.seams import standing, waiting
from portal.seams.waiting import LATER, SOON, URGENT, USUAL, WaitingItem


def item(key: str, urgency: int, kind: str = "task", due: date | None = None) -> WaitingItem:
    return WaitingItem(
        key=key, kind=kind, title=f"T {key}", text="", url=f"/{key}", action="A", urgency=urgency, due=due
    )


def test_the_begun_lesson_stands_on_top_when_nothing_is_urgent() -> None:
    begun = item("lesson", USUAL, kind="resume")

    assert thing_to_go_on_with([item("x", SOON), begun]) is begun
    assert heading([item("x", SOON), begun]) == "Turpiniet, kur apstājāties"


def test_something_urgent_speaks_first() -> None:
    items = [item("case", URGENT), item("lesson", USUAL, kind="resume")]

    assert thing_to_go_on_with(items) is None
    assert heading(items) == "Viena lieta nevar gaidīt"


def test_what_is_late_is_not_called_due_soon() -> None:
    late = item("task", SOON, due=date(2026, 10, 16))

    assert heading([late]) == "Viena lieta gaida Jūs"


def test_small_numbers_are_words_and_large_ones_digits() -> None:
    assert heading([item(str(n), URGENT) for n in range(2)]) == "Divas lietas nevar gaidīt"
    assert heading([item(str(n), URGENT) for n in range(12)]).startswith("12 ")
    with translation.override("en"):
        assert in_words(3) == "Three"


def test_a_day_of_a_list_is_written_as_its_language_writes_it() -> None:
    due, today = date(2026, 2, 3), date(2026, 1, 31)

    assert ">03.02.</time>" in drawings.when(due, today, "soon")
    with translation.override("en"):
        assert ">3\xa0Feb</time>" in drawings.when(due, today, "soon")


def test_groups_without_items_are_left_out() -> None:
    assert [group.key for group in grouped([item("a", LATER), item("b", USUAL)])] == ["next", "later"]


@pytest.fixture
def only_these(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def say(*items: WaitingItem) -> None:
        monkeypatch.setattr(waiting, "_sources", {"test": lambda user: items})
        monkeypatch.setattr(standing, "_sources", {})

    return say


@pytest.mark.django_db
def test_each_thing_has_one_action_and_the_first_urgent_one_is_the_main(
    signed_in: Callable[..., Client], only_these: Callable[..., None]
) -> None:
    only_these(item("a", URGENT), item("b", URGENT), item("c", LATER))

    text = signed_in("learner").get("/lv/home/").content.decode()

    assert text.count("btn--main") == 1
    for key in "abc":
        assert text.count(f'href="/{key}"') == 2  # the title and the action


@pytest.mark.django_db
def test_an_empty_home_says_what_will_be_there(
    signed_in: Callable[..., Client], only_these: Callable[..., None]
) -> None:
    only_these()

    assert "Šeit parādīsies viss" in signed_in("learner").get("/lv/home/").content.decode()


@pytest.mark.django_db
def test_what_is_late_or_due_today_says_so_in_a_word(
    signed_in: Callable[..., Client], only_these: Callable[..., None]
) -> None:
    today = timezone.localdate()
    only_these(*(item(str(days), SOON, due=today + timedelta(days=days)) for days in (-1, 0, 1)))

    said = re.findall(r"ledger__when[^>]*>(.*?)</p>", signed_in("learner").get("/lv/home/").content.decode(), re.DOTALL)
    words = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in said]

    assert words == [f"Kavējas {today - timedelta(days=1):%d.%m.}", "Šodien", f"{today + timedelta(days=1):%d.%m.}"]
