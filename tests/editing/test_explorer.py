"""The list of pages in the admin says who answers, when a page is due and how its translations stand."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.editing.desk import standings
from portal.editing.models import StaleTranslation
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from portal.pages.translating import translate_page
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def text_page(number: int, answerable: User | None = None) -> StandardPage:
    page = StandardPage(title=f"Lapa {number}", slug=f"lapa-{number}", lead="Teksts.", locale=home_for("lv").locale)
    page.answerable, page.review_date = answerable, timezone.localdate() - timedelta(days=1)
    add_page(parent=home_for("lv"), page=page, by=None)
    return page


def translated(page: StandardPage) -> StandardPage:
    english = Locale.objects.get(language_code="en")
    wording = StandardPage(title="Page", slug=f"{page.slug}-en", lead="Text.", locale=english)
    translate_page(page=page, wording=wording, locale=english, by=None)
    found: StandardPage = page.get_translation(english)
    return found


@pytest.fixture
def editor(site: None) -> User:
    set_up_groups()
    set_up_editing()
    user = person("editor")
    set_up_groups()
    return user


def test_a_row_tells_who_answers_what_is_late_and_what_is_stale(
    signed_in: Callable[..., Client], editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    page = text_page(1, answerable=person(first_name="Žanete", last_name="Šmite"))
    with django_capture_on_commit_callbacks(execute=True):
        english = translated(page)
    browser = signed_in(editor)
    listed = browser.get(f"/admin/pages/{home_for('lv').pk}/").content.decode()
    assert "Žanete Šmite" in listed
    assert "nokavēts" in listed
    assert "1 no 6" in listed, re.findall(r"\d no \d", listed)

    StaleTranslation.objects.create(page=english, locale=english.locale)
    assert "novecojuši: 1" in browser.get(f"/admin/pages/{home_for('lv').pk}/").content.decode()
    assert "novecojis" in browser.get(f"/admin/pages/{home_for('en').pk}/").content.decode()


def test_standings_ask_the_database_as_often_for_twenty_pages_as_for_two(
    editor: User, django_assert_max_num_queries: Any
) -> None:
    pages = [text_page(number, answerable=editor) for number in range(20)]

    for some in (pages[:2], pages):
        with django_assert_max_num_queries(6):
            assert {one.answers for one in standings(some).values()} == {str(editor)}


def test_the_editor_of_every_page_is_the_one_that_does_not_overwrite(
    signed_in: Callable[..., Client], editor: User
) -> None:
    page = text_page(1)
    answer = signed_in(editor).get(f"/admin/pages/{page.pk}/edit/")
    assert type(answer.context_data["view"]).__name__ == "LockedEditView"  # type: ignore[attr-defined]
