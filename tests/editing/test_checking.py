"""A text with a personal code reaches no reader, whichever way it is sent."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, TaskState

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import send_to_translators, set_up_editing
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from tests.editing.test_saving import form
from tests.factories.people import person

pytestmark = pytest.mark.django_db
CODE = "Klients 010190-12345 zvanīja."


def somebody(role: str) -> User:
    user = person(role)
    set_up_groups()
    set_up_editing()
    return User.objects.get(pk=user.pk)


def draft(lead: str = "") -> StandardPage:
    page = StandardPage(title="Lapa", slug="lapa", lead=lead, live=False)
    home_for("lv").add_child(instance=page)
    page.save_revision()
    return page


def post(client: Client, page: StandardPage, **more: str) -> str:
    values = form(page, page.title, page.latest_revision) | more
    return client.post(f"/admin/pages/{page.pk}/edit/", values, follow=True).content.decode()


def waiting_step(page: StandardPage, user: User) -> TaskState:
    page.save_revision(user=user)
    state = page.get_workflow().start(page, user)
    found: TaskState = state.current_task_state
    return found


def test_a_page_with_a_personal_code_is_not_sent_to_reviewers(site: None, signed_in: Callable[..., Client]) -> None:
    editor, page = somebody("editor"), draft()

    answer = post(signed_in(editor), page, **{"lead": CODE, "action-submit": "1"})

    assert "personas koda" in answer
    assert not page.workflow_states.exists()
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().lead == CODE


def test_a_page_without_one_is_sent(site: None, signed_in: Callable[..., Client]) -> None:
    editor, page = somebody("editor"), draft()

    post(signed_in(editor), page, **{"lead": "Klients zvanīja.", "action-submit": "1"})

    assert page.workflow_states.count() == 1


@pytest.mark.parametrize("way", ["editor", "list"])
def test_a_personal_code_is_not_approved_but_changes_can_be_asked_for(
    site: None, signed_in: Callable[..., Client], way: str
) -> None:
    reviewer, page = somebody("subject_reviewer"), draft(CODE)
    step = waiting_step(page, reviewer)
    client = signed_in(reviewer)

    if way == "editor":
        action = {"action-workflow-action": "true", "workflow-action-name": "approve", "lead": CODE}
        answer = post(client, page, **action, **{"workflow-action-extra-data": json.dumps({"comment": ""})})
    else:
        approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk])
        answer = client.post(approve, follow=True).content.decode()

    step.refresh_from_db()
    assert "personas koda" in answer
    assert step.status == TaskState.STATUS_IN_PROGRESS

    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", step.pk]), {"comment": "Kods."})
    step.refresh_from_db()
    assert step.status == TaskState.STATUS_REJECTED


def test_an_administrator_cannot_publish_several_when_one_holds_a_personal_code(
    site: None, signed_in: Callable[..., Client]
) -> None:
    administrator, page = somebody("administrator"), draft(CODE)
    other = StandardPage(title="Otra", slug="otra", live=False)
    home_for("lv").add_child(instance=other)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={page.pk}&id={other.pk}"

    signed_in(administrator).post(address)

    assert not Page.objects.filter(pk__in=[page.pk, other.pk], live=True).exists()


def test_a_translation_with_a_personal_code_is_not_published(
    site: None, signed_in: Callable[..., Client], django_capture_on_commit_callbacks: Any
) -> None:
    translator, english = somebody("translator"), Locale.objects.get(language_code="en")
    page = StandardPage(title="Lapa", slug="lapa", lead="Ievads.", locale=home_for("lv").locale)
    add_page(parent=home_for("lv"), page=page, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        send_to_translators(pages=[Page.objects.get(pk=page.pk)], locales=[english], by=translator)
    translated = page.get_translation(english)
    source = page_source(page)
    for segment in source.stringsegment_set.select_related("string", "context"):
        segment.string.translations.create(
            locale=english, context=segment.context, data=CODE if segment.context.path == "lead" else "Page"
        )

    answer = signed_in(translator).post(f"/admin/pages/{translated.pk}/edit/", {"action": "publish"}, follow=True)

    assert "personas koda" in answer.content.decode()
    assert not StandardPage.objects.filter(locale=english, lead=CODE).exists()


def page_source(page: StandardPage) -> Any:
    from wagtail_localize.models import TranslationSource

    return TranslationSource.objects.get(object_id=page.translation_key)


def test_a_reviewer_hears_whose_turn_it_is_and_the_author_what_to_change(
    site: None, signed_in: Callable[..., Client]
) -> None:
    editor, reviewer, community = (somebody(role) for role in ("editor", "subject_reviewer", "community_reviewer"))
    page = draft("Ievads.")
    step = waiting_step(page, editor)
    action = {"action-workflow-action": "true", "workflow-action-extra-data": "{}", "lead": "Ievads."}

    approved = post(signed_in(reviewer), page, **action, **{"workflow-action-name": "approve"})
    step.workflow_state.refresh_from_db()
    second = step.workflow_state.current_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", second.pk])
    signed_in(community).post(reject, {"comment": "Pasakiet, kurā gadā."})

    browser = signed_in(editor)
    assert "Nākamais solis: „Kopienas recenzents”" in approved
    assert "Pasakiet, kurā gadā." in browser.get("/admin/").content.decode()
    assert "pieprasa izmaiņas: „Pasakiet, kurā gadā.”" in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    step.workflow_state.refresh_from_db()
    step.workflow_state.cancel(user=editor)
    assert "pieprasa izmaiņas" not in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_page_says_that_one_signs_in_for_it_unless_it_is_public(site: None, signed_in: Callable[..., Client]) -> None:
    browser, page = signed_in(somebody("editor")), draft()

    assert "Redzama tiem, kas pierakstījušies" in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    StandardPage.objects.filter(pk=page.pk).update(is_public=True)
    page.refresh_from_db()
    page.save_revision()
    assert "Redzama ikvienam" in browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
