"""Two versions of a page are compared in the editor's words, facts too."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.admin.compare import FieldComparison, get_comparison_class_for_block

from guidelines.models import CultureGuidePage
from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages.models import StandardPage
from tests.factories.guides import published_guide
from tests.factories.people import person

pytestmark = pytest.mark.django_db
ARABIC = {"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": None}


@pytest.fixture
def compared(site: None, signed_in: Callable[..., Client]) -> Callable[[dict[str, Any]], str]:
    """What an editor sees when the guide's language `ARABIC` became the given one."""

    def show(language: dict[str, Any]) -> str:
        editor = person("editor")
        set_up_groups()
        set_up_editing()
        guide = CultureGuidePage.objects.get(pk=published_guide("Vārds.", "A name.", lead="Ievads.").pk)
        guide.languages = [ARABIC]
        before = guide.save_revision()
        guide.languages = [language]
        after = guide.save_revision()
        address = f"/admin/pages/{guide.pk}/revisions/compare/{before.pk}...{after.pk}/"
        return signed_in(User.objects.get(pk=editor.pk)).get(address).content.decode()

    return show


def test_facts_are_compared_by_the_names_of_their_fields(compared: Callable[[dict[str, Any]], str]) -> None:
    answer = compared({"code": "ara", "name": {"lv": "arābu valoda", "en": "Arabic"}, "note": {"lv": "", "en": ""}})

    assert "1, Nosaukums, Latviešu: arābu" in answer
    assert "{&#x27;" not in answer
    assert "&#x27;code&#x27;" not in answer


def test_facts_that_say_the_same_are_no_change(compared: Callable[[dict[str, Any]], str]) -> None:
    answer = compared({"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": {"lv": "", "en": ""}})

    assert "Valodas, kurās runā" not in answer


@pytest.mark.parametrize(
    ("block", "value", "lv", "en"),
    [
        (blocks.BooleanBlock(), True, "Jā", "Yes"),
        (blocks.BooleanBlock(), False, "Nē", "No"),
        (blocks.DateBlock(), None, "", ""),
        (blocks.DateBlock(), date(2026, 3, 1), "01.03.2026.", "1 Mar 2026"),
        (blocks.ChoiceBlock(choices=[("a", gettext_lazy("Yes"))]), "a", "Jā", "Yes"),
        (blocks.ChoiceBlock(choices=[("Grupa", [("a", gettext_lazy("No"))])]), "a", "Nē", "No"),
        (blocks.MultipleChoiceBlock(choices=[("a", "A"), ("b", "B")]), ["a", "b"], "A, B", "A, B"),
        (blocks.URLBlock(), None, "", ""),
    ],
)
def test_parts_of_a_text_are_compared_in_words(block: blocks.Block, value: Any, lv: str, en: str) -> None:
    comparison = get_comparison_class_for_block(block)
    for language, words in (("lv", lv), ("en", en)):
        with translation.override(language):
            assert comparison(block, True, True, value, value).htmldiff() == words
            assert comparison(block, True, True, value, value).htmlvalue(value) == words


def test_days_and_answers_of_a_page_are_compared_in_words() -> None:
    before, after = StandardPage(is_public=False), StandardPage(is_public=True, review_date=date(2026, 3, 1))
    with translation.override("lv"):
        told = [FieldComparison(StandardPage._meta.get_field(name), before, after).htmldiff()
                for name in ("is_public", "review_date")]  # fmt: skip

    assert told == [
        '<span class="deletion">Nē</span><span class="addition">Jā</span>',
        '<span class="addition">01.03.2026.</span>',
    ]


def test_a_version_that_nobody_in_particular_made_is_the_systems() -> None:
    with translation.override("lv"):
        said = render_to_string("wagtailadmin/shared/user_avatar.html", {"user": None})
    assert "None" not in said
    assert "sistēma" in said
