"""The content files become pages and rows as editors would make them."""

import pytest
from django.db import transaction

from portal.accounts import demo as people
from training import demo
from training.models import Competence, Curriculum, LessonPage, ModulePage, Question, StrategyPage

pytestmark = pytest.mark.django_db


def say(text: str) -> None:
    """Nobody listens."""


@pytest.fixture
def content(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # A translation is published when its transaction commits; the test's own never does.
    monkeypatch.setattr(transaction, "on_commit", lambda action, *args, **kwargs: action())
    people.load(say)
    demo.load(say)


def counts() -> list[int]:
    return [model.objects.count() for model in (ModulePage, LessonPage, StrategyPage, Question, Competence, Curriculum)]


def test_all_files_load_in_both_languages_and_loading_again_adds_nothing(content: None) -> None:
    before = counts()
    demo.load(say)

    assert before == [4, 26, 2, 34, 9, 2]
    assert counts() == before
    assert demo.report()["modules"] == {"lv": 2, "en": 2}


def test_what_people_changed_survives_a_load_and_is_put_back_by_a_reset(content: None) -> None:
    module = ModulePage.objects.get(key="asylum-procedure", locale__language_code="lv")
    module.title = "Mainīts"
    module.save_revision().publish()
    demo.load(say)
    assert ModulePage.objects.get(pk=module.pk).title == "Mainīts"

    demo.reset(say)

    assert ModulePage.objects.filter(key="asylum-procedure", title="Mainīts").count() == 0
    assert counts() == [4, 26, 2, 34, 9, 2]


def test_both_languages_of_a_module_share_family_key_and_rules(content: None) -> None:
    lv, en = ModulePage.objects.filter(key="asylum-procedure").order_by("-locale__language_code")

    assert lv.translation_key == en.translation_key
    assert lv.title != en.title
    for name in ModulePage.SHARED:
        assert getattr(lv, name) == getattr(en, name), name
    keys = [[lesson.specific.key for lesson in page.get_children()] for page in (lv, en)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 9
