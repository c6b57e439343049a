"""The list of pages in the admin says who answers, when a page is due and how its translations stand."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, PageViewRestriction
from wagtail_localize import wagtail_hooks as localize

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.editing.desk import standings
from portal.editing.models import StaleTranslation
from portal.editing.row_buttons import look_behind, translation_buttons
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


@pytest.mark.parametrize("role", ["editor", "translator", "administrator"])
def test_the_list_asks_the_database_as_often_for_a_hundred_rows_as_for_one(
    signed_in: Callable[..., Client], site: None, role: str, django_capture_on_commit_callbacks: Any
) -> None:
    user = person(role)
    set_up_groups()
    set_up_editing()
    parent = text_page(1000, answerable=user)
    browser, address = signed_in(User.objects.get(pk=user.pk)), f"/admin/pages/{parent.pk}/"

    def statements(rows: int) -> int:
        for number in range(parent.get_children().count(), rows):
            page = StandardPage(title=f"Zem {number}", slug=f"zem-{number}", live=bool(number % 2), answerable=user)
            parent.add_child(instance=page)
            if number < 10:
                page.save_revision()
            parent.refresh_from_db()
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        assert answer.content.decode().count("data-listing-page-title") == min(rows, 50)
        return sum(query["sql"].startswith("SELECT") for query in asked)  # not when the session was last used

    statements(1)
    assert statements(2) == statements(10) == statements(100)


def test_a_row_offers_what_wagtail_and_localize_would_offer(
    signed_in: Callable[..., Client], editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    live, plain = text_page(1), StandardPage(title="Melnraksts", slug="melnraksts", live=False)
    home_for("lv").add_child(instance=plain)
    with django_capture_on_commit_callbacks(execute=True):
        translated(live)
    pages = [StandardPage.objects.get(pk=page.pk) for page in (live, plain)]
    asked = [
        (str(button.label), button.url)
        for page in pages
        for button in localize.page_listing_more_buttons(page, editor, next_url="/admin/")
    ]
    deletable = [page.permissions_for_user(editor).can_delete() for page in pages]

    look_behind(pages)

    told = [
        (str(button.label), button.url)
        for page in pages
        for button in translation_buttons(page, editor, next_url="/admin/")
    ]
    assert told == asked
    assert len(told) == 3
    assert [page.permissions_for_user(editor).can_delete() for page in pages] == deletable == [False, True]


def test_an_alias_has_the_form_that_wagtails_dialogs_look_for(signed_in: Callable[..., Client], editor: User) -> None:
    page = text_page(1)
    alias = page.create_alias(parent=home_for("lv"), update_slug="cita")

    answer = signed_in(editor).get(f"/admin/pages/{alias.pk}/edit/").content.decode()

    assert "<form data-edit-form>" in answer
    assert f"/admin/pages/{page.pk}/edit/" in answer


def test_the_desk_gives_no_page_a_second_answer_to_who_may_read_it(
    site: None, signed_in: Callable[..., Client]
) -> None:
    administrator = person("administrator")
    set_up_editing()
    browser = signed_in(User.objects.get(pk=administrator.pk))
    for page in (text_page(1), Page.get_first_root_node()):
        address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
        browser.post(address, {"restriction_type": "login"})
        assert browser.get(address).status_code == 302
    assert not PageViewRestriction.objects.exists()


def test_no_collection_of_files_is_called_public(site: None, signed_in: Callable[..., Client]) -> None:
    administrator = person("administrator")
    set_up_editing()
    folder = Collection.get_first_root_node().add_child(name="Materiāli")

    page = signed_in(User.objects.get(pk=administrator.pk)).get(f"/admin/collections/{folder.pk}/").content.decode()

    assert "Materiāli" in page
    assert "set-privacy" not in page
