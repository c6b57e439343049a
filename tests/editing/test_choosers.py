"""What Wagtail offers to choose, filter and write speaks the language of whoever opens it, not of whoever was first."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
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
            "Izvēlēties: kompetence", "Izvēlēties citu: kompetence", "Labot: kompetence",
        ]  # fmt: skip

    with translation.override("en"):
        assert [str(getattr(chooser, name)) for name in WORDS] == [
            "Choose competence", "Choose another competence", "Edit this competence",
        ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "title"), [("lv", "Izvēlēties"), ("en", "Choose")])
def test_the_window_of_a_chooser_is_titled_in_the_readers_language(
    site: None, signed_in: Callable[..., Client], language: str, title: str
) -> None:
    editor = person("editor", language=language)
    set_up_groups()
    address = reverse(Competence.snippet_viewset.chooser_viewset.get_url_name("choose"))  # type: ignore[attr-defined]

    window = signed_in(User.objects.get(pk=editor.pk)).get(address).json()["html"]

    heading = re.search(r"<h1.*?</h1>", window, re.DOTALL)
    assert heading
    assert title in heading[0]


def test_a_reviewers_comment_and_the_filter_of_redirects_are_named_for_each_reader() -> None:
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    for language, words in (("lv", ["Komentārs", "Veids", "Visi"]), ("en", ["Comment", "Type", "All"])):
        with translation.override(language):
            found = [TaskStateCommentForm.base_fields["comment"].label, kind.label, kind.extra["empty_label"]]
            assert [str(word) for word in found] == words
