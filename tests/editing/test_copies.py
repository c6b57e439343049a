"""A copy of a page stands beside it, never in its place: readers, progress and requirements stay with the original."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.factories.guidelines import practice
from tests.factories.people import person
from tests.training import making
from training.catalogue import ModuleFacts, module_named
from training.models import LessonPage, ModulePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(site: None) -> ModuleFacts:
    return making.make_module()


@pytest.fixture
def desk(module: ModuleFacts, signed_in: Callable[..., Client]) -> Client:
    administrator = person("administrator")
    set_up_editing()
    return signed_in(User.objects.get(pk=administrator.pk))


def page_of(module: ModuleFacts) -> ModulePage:
    return ModulePage.objects.get(translation_key=module.family, locale__language_code="lv")


def copied(desk: Client, page: ModulePage | LessonPage, **data: str) -> None:
    parent = page.get_parent().pk
    form = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": parent, "publish_copies": "on"} | data
    assert desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form).status_code == 302


def test_a_copied_module_has_its_own_key_and_leaves_the_readers_of_the_first(module: ModuleFacts, desk: Client) -> None:
    copied(desk, page_of(module), copy_subpages="on")

    copy = ModulePage.objects.get(title="Kopija")
    assert copy.key == copy.get_latest_revision_as_object().key == "kopija"
    assert copy.live
    assert [lesson.key for lesson in LessonPage.objects.child_of(copy)] == [
        lesson.slug for lesson in LessonPage.objects.child_of(copy)
    ]
    assert module_named(module.key, "lv").family == module.family
    assert desk.get(f"/lv/learn/module/{module.key}/").context["module"].title == module.title


def test_a_lesson_copied_beside_itself_does_not_share_its_progress(module: ModuleFacts, desk: Client) -> None:
    lesson = LessonPage.objects.child_of(page_of(module)).first()
    assert lesson

    copied(desk, lesson)

    keys = [one.key for one in LessonPage.objects.child_of(page_of(module))]
    assert len(keys) == len(set(keys)) == 3


def test_a_page_with_a_key_has_no_alias_in_its_own_language(module: ModuleFacts, desk: Client) -> None:
    page = page_of(module)

    form = desk.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).context["form"]
    copied(desk, page, alias="on")

    assert "alias" not in form.fields
    assert not ModulePage.objects.filter(alias_of=page).exists()


def test_a_key_that_another_page_has_is_refused_at_its_field(module: ModuleFacts) -> None:
    other = ModulePage(title="Cits", slug="cits", key=module.key, summary="Par ko.", locale=Locale.get_active())

    with pytest.raises(ValidationError) as refused:
        other.full_clean()
    page_of(module).full_clean()

    assert "key" in refused.value.message_dict


def test_a_translation_made_of_a_copy_takes_the_copys_key(module: ModuleFacts, desk: Client) -> None:
    copied(desk, page_of(module))
    copy = ModulePage.objects.get(title="Kopija")

    translated = copy.copy_for_translation(Locale.objects.get(language_code="en"))

    assert translated.key == "kopija"


def test_a_practice_is_copied_with_a_key_of_its_own(site: None, desk: Client) -> None:
    page = practice()

    copied(desk, page)

    assert type(page).objects.get(title="Kopija").key == "kopija"
