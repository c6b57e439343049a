"""Readers are told that the community has read a guide when its reviewer has passed that text, and only then."""

from typing import Any

import pytest
from wagtail.models import Locale, TaskState, WorkflowState

from guidelines.models import CultureGuidePage
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages import demo as pages
from portal.pages.translating import translate_page
from tests.factories.guides import guide, published_guide
from tests.factories.people import person

ROLES = ("subject_reviewer", "community_reviewer", "editor")


@pytest.fixture
def page(db: None, django_capture_on_commit_callbacks: Any) -> CultureGuidePage:
    with django_capture_on_commit_callbacks(execute=True):
        pages.load(lambda text: None)
        published = published_guide("Vārdam var būt trīs daļas.", "A name may have three parts.")
    set_up_editing()
    return published


def submitted(page: CultureGuidePage, title: str, by: User) -> WorkflowState:
    draft: CultureGuidePage = page.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision(user=by)
    state: WorkflowState = page.get_workflow().start(CultureGuidePage.objects.get(pk=page.pk), by)
    return state


def approve(state: WorkflowState, by: User) -> None:
    task: TaskState = state.current_task_state.specific
    task.task.specific.on_action(task, by, "approve")
    state.refresh_from_db()


def told(page: CultureGuidePage) -> str:
    return CultureGuidePage.objects.get(pk=page.pk).community_review


def test_a_guide_is_called_read_once_the_reviewed_text_is_published(page: CultureGuidePage) -> None:
    subject, community, editor = map(person, ROLES)
    set_up_editing()
    assert told(page) == "waiting"

    state = submitted(page, "Pirmais", editor)
    approve(state, subject)
    approve(state, community)
    assert told(page) == "waiting"  # the draft was read, the published text was not
    approve(state, editor)

    assert told(page) == "done"


def test_a_later_change_waits_for_the_community_again_and_readers_keep_what_was_read(page: CultureGuidePage) -> None:
    subject, community, editor = map(person, ROLES)
    set_up_editing()
    state = submitted(page, "Pirmais", editor)
    for user in (subject, community, editor):
        approve(state, user)

    state = submitted(page, "Otrais", editor)
    approve(state, subject)

    assert told(page) == "done"
    assert page.get_latest_revision_as_object().community_review == "waiting"


def test_a_translation_follows_what_was_read(page: CultureGuidePage, django_capture_on_commit_callbacks: Any) -> None:
    subject, community, editor = map(person, ROLES)
    set_up_editing()
    state = submitted(page, "Pirmais", editor)
    for user in (subject, community, editor):
        approve(state, user)

    english = Locale.objects.get(language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        read = CultureGuidePage.objects.get(pk=page.pk)
        translate_page(page=read, wording=guide("en", "A name may have four parts."), locale=english, by=None)

    assert told(CultureGuidePage.objects.get(key="test", locale=english)) == "done"


def test_nobody_writes_it_by_hand(page: CultureGuidePage) -> None:
    form = CultureGuidePage.get_edit_handler().get_form_class()

    assert "community_review" not in form.base_fields
