"""A copy of a page stands beside it, never in its place: readers, progress and requirements stay with the original."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
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


def text_page() -> StandardPage:
    page = StandardPage(title="Teksts", slug="teksts", locale=Locale.objects.get(language_code="lv"))
    add_page(parent=home_for("lv"), page=page, by=None)
    return page


def copied(desk: Client, page: Page, **data: str) -> None:
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


def test_no_page_has_an_alias_in_its_own_language(module: ModuleFacts, desk: Client) -> None:
    for page in (page_of(module), text_page()):
        form = desk.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).context["form"]
        copied(desk, page, alias="on")

        assert "alias" not in form.fields
        assert not Page.objects.filter(alias_of=page.pk).exists()
        page.get_siblings().get(title="Kopija").delete()


def test_a_copy_stays_among_pages_of_its_language(site: None, desk: Client) -> None:
    answer = desk.post(
        reverse("wagtailadmin_pages:copy", args=[text_page().pk]),
        {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": home_for("en").pk},
    )

    assert "new_parent_page" in answer.context["form"].errors
    assert not Page.objects.filter(title="Kopija").exists()


@pytest.mark.parametrize("parent", [{}, {"new_parent_page": "99999999"}])
def test_a_copy_without_a_place_is_refused_at_its_field(site: None, desk: Client, parent: dict[str, str]) -> None:
    answer = desk.post(
        reverse("wagtailadmin_pages:copy", args=[text_page().pk]),
        {"new_title": "Kopija", "new_slug": "kopija"} | parent,
    )

    assert answer.status_code == 200
    assert "new_parent_page" in answer.context["form"].errors


def test_who_adds_no_pages_is_not_offered_a_copy(site: None, desk: Client, signed_in: Callable[..., Client]) -> None:
    page = text_page()
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    listed = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    for role, offered in (("editor", True), ("translator", False), ("subject_reviewer", False)):
        someone = person(role)
        set_up_editing()
        browser = signed_in(User.objects.get(pk=someone.pk))
        for shown in (listed, reverse("wagtailadmin_pages:edit", args=[page.pk])):
            assert (address in browser.get(shown).content.decode()) is offered, (role, shown)
        assert browser.get(address).status_code == (200 if offered else 302)


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
