"""The search of the desk finds a word without its marks and in its other forms."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from search import desk
from search.models import Concept, Term
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def editor() -> User:
    user = person("editor")
    set_up_groups()
    set_up_editing()
    return User.objects.get(pk=user.pk)


def page(title: str) -> StandardPage:
    made = StandardPage(title=title, slug=str(abs(hash(title))), lead="Ievads.", locale=home_for("lv").locale)
    add_page(parent=home_for("lv"), page=made, by=None)
    get_search_backend().add(made)
    return made


@pytest.mark.parametrize("typed", ["mājoklis", "majokli", "mājokļu", "Majok", "mājokļa pabalsts"])
def test_a_page_is_found_without_marks_in_other_forms_and_by_its_beginning(
    site: None, signed_in: Callable[..., Client], typed: str
) -> None:
    page("Mājoklis un pabalsti")
    page("Darbs ar tulku")

    answer = signed_in(editor()).get("/admin/pages/search/", {"q": typed}).content.decode()

    assert "Mājoklis un pabalsti" in answer
    assert "Darbs ar tulku" not in answer


def test_a_whole_word_is_looked_for_as_well_as_a_beginning(site: None) -> None:
    made = page("Mājoklis un pabalsti")

    found = get_search_backend().search("pabalsts majokli", Page.objects.all())
    nothing = get_search_backend().search("majoklis tulks", Page.objects.all())

    assert [one.pk for one in found] == [made.pk]
    assert not list(nothing)


def test_an_index_of_an_earlier_version_is_made_anew(site: None) -> None:
    made = page("Mājoklis")
    desk.postgres.IndexEntry.objects.filter(object_id=str(made.pk)).update(title_text="Mājoklis")

    assert desk.refresh()
    assert not desk.refresh()


def test_a_concept_is_found_without_marks_and_once(site: None, signed_in: Callable[..., Client]) -> None:
    concept = Concept.objects.create(key="housing", definition_lv="Vieta, kur dzīvot. Mājoklis.")
    for text in ("mājoklis", "mājokļi"):
        Term.objects.create(concept=concept, language="lv", text=text, kind=Term.Kind.SYNONYM)
    other = Concept.objects.create(key="work", definition_lv="Darbs.")

    answer = signed_in(editor()).get("/admin/snippets/search/concept/", {"q": "MAJOK"}).content.decode()

    assert f"/concept/edit/{other.pk}/" not in answer
    assert answer.count(">housing<") == 1
