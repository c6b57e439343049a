"""What Wagtail offers to choose, filter and write speaks the language of whoever opens it, not of whoever was first."""

import re
from collections.abc import Callable

import pytest
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.forms import Form, IntegerField, formset_factory
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.forms import TaskStateCommentForm
from wagtail.snippets.widgets import AdminSnippetChooser

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from tests.factories.people import person
from training.models import Competence

WORDS = ("choose_one_text", "choose_another_text", "link_to_chosen_text")


def test_a_choosers_buttons_made_for_one_reader_are_in_the_language_of_the_next() -> None:
    with translation.override("lv"):
        chooser = AdminSnippetChooser(Competence)
        assert [str(getattr(chooser, name)) for name in WORDS] == [
            "Izvēlēties kompetenci", "Izvēlēties citu kompetenci", "Labot šo kompetenci",
        ]  # fmt: skip

    with translation.override("en"):
        assert [str(getattr(chooser, name)) for name in WORDS] == [
            "Choose a competence", "Choose another competence", "Edit this competence",
        ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "title"), [("lv", "Izvēlēties kompetenci"), ("en", "Choose a competence")])
def test_the_window_of_a_chooser_is_titled_in_the_readers_language(
    site: None, signed_in: Callable[..., Client], language: str, title: str
) -> None:
    editor = person("editor", language=language)
    set_up_groups()
    address = reverse(Competence.snippet_viewset.chooser_viewset.get_url_name("choose"))  # type: ignore[attr-defined]

    window = signed_in(User.objects.get(pk=editor.pk)).get(address).json()["html"]

    heading = re.search(r"<h1.*?</h1>", window, re.DOTALL)
    assert heading
    assert strip_tags(heading[0]).split() == title.split()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "title"), [("wagtailcore.page", "Izvēlēties lapu"), ("pages.homepage", "Izvēlēties: Sākumlapa")]
)
def test_the_window_to_choose_a_page_says_once_what_is_chosen(
    site: None, signed_in: Callable[..., Client], kind: str, title: str
) -> None:
    editor = person("editor")
    set_up_groups()
    address = f"{reverse('wagtailadmin_choose_page')}?page_type={kind}"

    window = signed_in(User.objects.get(pk=editor.pk)).get(address).json()["html"]

    heading = re.search(r"<h1.*?</h1>", window, re.DOTALL)
    assert heading
    assert strip_tags(heading[0]).split() == title.split()


def test_a_list_with_too_few_entries_says_so_without_forms() -> None:
    form_set = formset_factory(Form, min_num=2, validate_min=True, max_num=1, validate_max=True)
    for language, words in (("lv", "Pievienojiet te vismaz 2 ierakstus."), ("en", "Add at least 2 entries here.")):
        with translation.override(language):
            empty = form_set({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})
            assert list(empty.non_form_errors()) == [words]


def test_a_reviewers_comment_and_the_filter_of_redirects_are_named_for_each_reader() -> None:
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    for language, words in (("lv", ["Komentārs", "Veids", "Visi"]), ("en", ["Comment", "Type", "All"])):
        with translation.override(language):
            found = [TaskStateCommentForm.base_fields["comment"].label, kind.label, kind.extra["empty_label"]]
            assert [str(word) for word in found] == words


def test_a_wrong_value_in_a_list_of_values_is_told_without_arrays() -> None:
    field = SimpleArrayField(IntegerField())
    for language, words in (("lv", "1. vērtība: Rakstiet veselu skaitli."), ("en", "Value 1: Enter a whole number.")):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            field.clean("x")
        with translation.override(language):
            assert refused.value.messages == [words]
