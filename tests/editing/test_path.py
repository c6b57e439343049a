"""An editor changes, reviewers read, it is published; a translator follows; Latvian changes mark English stale."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import Locale, Page, TaskState

from guidelines.models import CultureGuidePage, GuidelineIndexPage
from portal.accounts.models import User
from portal.editing.actions import send_to_translators, set_up_editing
from portal.editing.models import StaleTranslation
from portal.pages.actions import add_page, publish_page
from portal.pages.translating import translate_page
from tests.factories.guides import guide, published_guide
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def latvian(site: None, django_capture_on_commit_callbacks: Any) -> CultureGuidePage:
    with django_capture_on_commit_callbacks(execute=True):
        return published_guide("Vārdam var būt trīs daļas.", "A name may have three parts.")


def change(page: CultureGuidePage, text: str) -> None:
    page = CultureGuidePage.objects.get(pk=page.pk)
    raw = page.body.get_prep_value()
    raw[1]["value"]["text"] = text
    page.body = page.body.stream_block.to_python(raw)
    publish_page(page=page, by=None)


def test_a_translation_that_follows_is_not_stale(latvian: CultureGuidePage) -> None:
    assert not StaleTranslation.objects.exists()


def test_a_changed_source_marks_the_translation_with_what_changed(latvian: CultureGuidePage) -> None:
    change(latvian, "Vārdam var būt četras daļas.")

    mark = StaleTranslation.objects.get()
    assert mark.page.locale.language_code == "en"
    assert mark.changes == [{"before": "Vārdam var būt trīs daļas.", "after": "Vārdam var būt četras daļas."}]


def test_a_renewed_translation_is_no_longer_stale(
    latvian: CultureGuidePage, django_capture_on_commit_callbacks: Any
) -> None:
    change(latvian, "Vārdam var būt četras daļas.")
    english = Locale.objects.get(language_code="en")
    send_to_translators(pages=[Page.objects.get(pk=latvian.pk)], locales=[english], by=person("translator"))
    assert StaleTranslation.objects.exists()

    page = CultureGuidePage.objects.get(pk=latvian.pk)
    with django_capture_on_commit_callbacks(execute=True):
        translate_page(page=page, wording=guide("en", "A name may have four parts."), locale=english, by=None)

    assert not StaleTranslation.objects.exists()
    translated = CultureGuidePage.objects.get(locale=english, key="test")
    assert translated.body[1].value["text"] == "A name may have four parts."


def test_the_workflow_goes_through_every_reviewer_before_it_is_published(latvian: CultureGuidePage) -> None:
    set_up_editing()
    editor, subject, community = person("editor"), person("subject_reviewer"), person("community_reviewer")
    set_up_editing()
    page = CultureGuidePage.objects.get(pk=latvian.pk)
    page.title = "Jauns virsraksts"
    page.save_revision(user=editor)
    state = page.get_workflow().start(page, editor)
    assert not page.permissions_for_user(editor).can_publish()

    for user in (subject, community, editor):
        task: TaskState = state.current_task_state.specific
        assert task.task.specific.user_can_access_editor(page, user)
        task.task.specific.on_action(task, user, "approve")
        state.refresh_from_db()

    page.refresh_from_db()
    assert page.title == "Jauns virsraksts"
    assert page.live
    assert [t.status for t in state.task_states.order_by("pk")] == ["approved"] * 3


def test_the_matrix_shows_states_with_the_same_queries_for_any_number_of_pages(
    latvian: CultureGuidePage, signed_in: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    set_up_editing()
    user = person("translator")
    set_up_editing()
    change(latvian, "Vārdam var būt piecas daļas.")
    client = signed_in(User.objects.get(pk=user.pk))
    client.get("/admin/translations/")

    with django_assert_max_num_queries(40) as captured:
        answer = client.get("/admin/translations/")
    first = len(captured)
    index = GuidelineIndexPage.objects.get(locale__language_code="lv")
    for number in range(12):
        page = guide("lv", "x")
        page.slug, page.key, page.translation_key = f"more-{number}", f"more-{number}", uuid4()
        add_page(parent=index, page=page, by=None)
    with django_assert_max_num_queries(first):
        more = client.get("/admin/translations/")

    assert answer.status_code == 200
    assert "Vārdam var būt piecas daļas." in answer.content.decode()
    assert more.content.decode().count('name="page"') == 16
