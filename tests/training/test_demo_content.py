"""The content files become pages and rows as editors would make them."""

import pytest
from django.db import DatabaseError, transaction

from portal.accounts import demo as people
from portal.accounts.models import User
from portal.demo.reading import read
from portal.seams import findable
from training import demo, demo_people
from training.actions import ledger
from training.demo import FILES
from training.models import (
    Competence,
    Curriculum,
    Fulfilment,
    LessonPage,
    LessonProgress,
    ModulePage,
    Question,
    StrategyPage,
)

pytestmark = pytest.mark.django_db


def say(text: str) -> None:
    """Nobody listens."""


@pytest.fixture
def at_once(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # A translation is published when its transaction commits; the test's own never does.
    monkeypatch.setattr(transaction, "on_commit", lambda action, *args, **kwargs: action())
    people.load(say)


@pytest.fixture
def content(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two modules are enough to see what loading does; that all files load, the first test sees."""
    names = ["asylum-procedure", "skills-audit-licence"]
    monkeypatch.setattr(demo, "module_names", lambda: names)
    demo.load(say)


def in_files() -> list[int]:
    """What the files hold: pages in two languages, rows once."""
    modules = [read(FILES / "modules" / name / "module.yaml") for name in demo.module_names()]
    lessons = sum(len(module["lessons"]) for module in modules)
    questions = sum(len(read(file)["questions"]) for file in (FILES / "questions").glob("*.yaml"))
    competences = len(read(FILES / "competences.yaml")["competences"])
    curricula = len(read(FILES / "curricula.yaml")["curricula"])
    return [2 * len(modules), 2 * lessons, 2, questions, competences, curricula]


def standing() -> list[tuple[str, str]]:
    """Who holds what: entries of the ledger that were not made void."""
    return sorted(Fulfilment.objects.standing().values_list("user__email", "key"))


def counts() -> list[int]:
    return [model.objects.count() for model in (ModulePage, LessonPage, StrategyPage, Question, Competence, Curriculum)]


@pytest.mark.timeout(1200)
def test_all_files_load_in_both_languages_and_loading_again_adds_nothing(at_once: None) -> None:
    with findable.told_once():
        demo.load(say)
    before = counts()
    demo.load(say)

    assert before == in_files()
    assert counts() == before
    assert demo.report()["modules"] == {"lv": before[0] // 2, "en": before[0] // 2}


def test_what_people_changed_survives_a_load_and_is_put_back_by_a_reset(content: None) -> None:
    module = ModulePage.objects.get(key="asylum-procedure", locale__language_code="lv")
    module.title = "Mainīts"
    module.save_revision().publish()
    demo.load(say)
    assert ModulePage.objects.get(pk=module.pk).title == "Mainīts"

    records = standing()

    demo.reset(say)

    assert standing() == records
    assert LessonProgress.objects.filter(user__email="anna@demo.example", done_at__isnull=False).count() == 4
    assert ModulePage.objects.filter(key="asylum-procedure", title="Mainīts").count() == 0
    assert counts() == in_files()


def test_a_reset_takes_away_the_colleagues_that_growth_added_and_guards_the_ledger_again(content: None) -> None:
    before = (User.objects.count(), Fulfilment.objects.count(), standing())
    demo_people.grow("staff", 30, say)
    grown = Fulfilment.objects.filter(user__email__endswith="@load.example")
    ledger.correct(entry=grown[0], reason="Kļūda.", by=None)
    assert User.objects.count() == before[0] + 30

    demo_people.shrink()

    assert (User.objects.count(), Fulfilment.objects.count(), standing()) == before
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Fulfilment.objects.filter(user__email="mentor@demo.example").update(version="2")


def test_both_languages_of_a_module_share_family_key_and_rules(content: None) -> None:
    lv, en = ModulePage.objects.filter(key="asylum-procedure").order_by("-locale__language_code")

    assert lv.translation_key == en.translation_key
    assert lv.title != en.title
    for name in ModulePage.SHARED:
        assert getattr(lv, name) == getattr(en, name), name
    keys = [[lesson.specific.key for lesson in page.get_children()] for page in (lv, en)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 9
