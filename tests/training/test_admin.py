"""Editors and training managers keep the bank and the curricula in the admin; records are never touched by it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.groups import set_up_groups
from portal.accounts.models import Role
from portal.accounts.roles import give_role
from tests.factories.people import person
from tests.training import making
from training.catalogue import ModuleFacts
from training.models import Competence, Curriculum, CurriculumItem, Question
from training.standings import picture

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts)
    set_up_groups()
    return facts


def as_role(signed_in: SignedIn, role: str) -> Client:
    """A person whose role came with its group."""
    user = person(role)
    give_role(user=user, role=Role.objects.get(key=role), by=None)
    return signed_in(user)


def url(model: Any, name: str, *args: Any) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def question(**values: str) -> dict[str, str]:
    both = {"stem": "Kas?", "feedback_right": "Jā.", "feedback_wrong": "Nē.", "options": "* A :: Labi\nB"}
    words = {f"{name}_{language}": text for name, text in both.items() for language in ("lv", "en")}
    rest = {
        "id": "T-90", "bank": "small", "kind": "single", "difficulty": "1", "lesson": "first", "tolerance": "0",
        "competence": str(Competence.objects.get().pk), "review_date": "2027-01-01",
    }  # fmt: skip
    return words | rest | values


def test_an_editor_adds_a_question_and_sees_it_as_learners_will(module: ModuleFacts, signed_in: SignedIn) -> None:
    editor = as_role(signed_in, "editor")

    answer = editor.post(url(Question, "add"), question())

    assert answer.status_code == 302, answer.context["form"].errors
    kept = Question.objects.get(pk="T-90").versions.get()
    assert kept.answer == "o1"
    assert kept.texts["en"]["options"] == [
        {"key": "o1", "text": "A", "feedback": "Labi"}, {"key": "o2", "text": "B"},
    ]  # fmt: skip
    assert kept.created_by is not None
    page = editor.get(url(Question, "inspect", "T-90")).content.decode()
    assert "Kas?" in page
    assert "pareizi" in page


def test_a_change_makes_a_new_version_and_keys_of_options_stay(module: ModuleFacts, signed_in: SignedIn) -> None:
    editor = as_role(signed_in, "editor")
    editor.post(url(Question, "add"), question())

    answer = editor.post(
        url(Question, "edit", "T-90"), question(options_lv="* A labāk :: Labi\nB\nC", options_en="* A :: Labi\nB\nC")
    )

    assert answer.status_code == 302, answer.context["form"].errors
    newest, first = Question.objects.get(pk="T-90").versions.order_by("-number")
    assert [option["key"] for option in newest.texts["lv"]["options"]][1:] == ["o2", "o3"]
    assert first.texts["lv"]["options"][0]["text"] == "A"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"options_lv": "A\nB", "options_en": "A\nB"}, "Neviena atbilde nav atzīmēta"),
        ({"options_en": "* A"}, "Rindu skaits nav tāds"),
        ({"options_en": "A\n* B"}, "Pareizas ir citas rindas"),
        ({"kind": "numeric", "value": "seši"}, "Tas nav skaitlis"),
        ({"kind": "true_false"}, "Norādiet, vai apgalvojums"),
        ({"kind": "match"}, "Rinda nav pāris"),
        ({"id": "T-1"}, "jau ir"),
        ({"id": "jautājums"}, "Lietojiet burtus"),
    ],
)
def test_a_question_that_cannot_be_asked_says_what_is_missing(
    module: ModuleFacts, signed_in: SignedIn, values: dict[str, str], says: str
) -> None:
    page = as_role(signed_in, "editor").post(url(Question, "add"), question(**values))

    assert page.status_code == 200
    assert says in page.content.decode()
    assert not Question.objects.filter(pk="T-90").exists()


def test_a_question_is_retired_and_used_again_but_never_deleted(module: ModuleFacts, signed_in: SignedIn) -> None:
    editor = as_role(signed_in, "editor")
    editor.post(url(Question, "add"), question())
    editor.post(url(Question, "edit", "T-90"), question(retired="on"))
    assert Question.objects.get(pk="T-90").retired_at is not None
    editor.post(url(Question, "edit", "T-90"), question())
    assert Question.objects.get(pk="T-90").retired_at is None

    editor.post(url(Question, "delete", "T-90"))

    assert Question.objects.filter(pk="T-90").exists()
    assert "T-90" in editor.get(url(Question, "history", "T-90")).content.decode()


def item_form(item: CurriculumItem, **values: Any) -> dict[str, Any]:
    words = {f"{name}_{language}": item.texts[language].get(name, "") for name in ("title", "why")
             for language in ("lv", "en")}  # fmt: skip
    rest = {
        "curriculum": item.curriculum_id, "key": item.key, "kind": item.kind, "module": item.target,
        "order": item.order, "required": "on",
        "due_days": item.due_days or "", "validity_months": item.validity_months or "",
        "grace_days": item.grace_days, "role_keys": item.role_keys, "observe_lv": "", "observe_en": "",
    }  # fmt: skip
    return words | rest | values


def test_a_training_manager_changes_a_due_date_and_it_holds_at_once(module: ModuleFacts, signed_in: SignedIn) -> None:
    learner = person("learner")
    manager = as_role(signed_in, "training_manager")
    item = CurriculumItem.objects.get(key="module")
    before = item.curriculum.version

    answer = manager.post(url(CurriculumItem, "edit", item.pk), item_form(item, due_days="3"), follow=True)

    assert answer.status_code == 200
    assert "Tagad tas attiecas uz 1 cilvēku." in answer.content.decode()
    due = next(r for r in picture([learner], "lv").of(learner) if r.item.key == "module").standing.due
    assert due is not None
    assert (due - timezone.localdate()).days == 3
    assert Curriculum.objects.get().version == before + 1


def test_a_requirement_cannot_come_before_itself(module: ModuleFacts, signed_in: SignedIn) -> None:
    manager = as_role(signed_in, "training_manager")
    item = CurriculumItem.objects.get(key="module")

    page = manager.post(url(CurriculumItem, "edit", item.pk), item_form(item, prerequisites=["start/task"]))

    assert "nekad nevarētu atvērt" in page.content.decode()


def test_a_retired_requirement_is_not_required_and_its_records_stay(module: ModuleFacts, signed_in: SignedIn) -> None:
    learner = person("learner")
    making.finish_lessons(learner, module)
    making.attempt_by(learner, module)
    manager = as_role(signed_in, "training_manager")
    item = CurriculumItem.objects.get(key="module")

    manager.post(url(CurriculumItem, "edit", item.pk), item_form(item, retired="on"))

    assert [r.item.key for r in picture([learner], "lv").of(learner)] == ["guide", "task"]
    assert learner.fulfilments.count() == 1


@pytest.mark.parametrize("role", ["translator", "learner", "official", "social_mentor"])
def test_others_change_nothing(module: ModuleFacts, signed_in: SignedIn, role: str) -> None:
    client = as_role(signed_in, role)

    assert client.post(url(Question, "add"), question()).status_code in (302, 403)

    assert not Question.objects.filter(pk="T-90").exists()


def test_a_training_manager_reaches_nothing_but_training(module: ModuleFacts, signed_in: SignedIn) -> None:
    manager = as_role(signed_in, "training_manager")

    assert manager.get(url(Question, "list")).status_code == 200
    assert manager.get(url(Curriculum, "list")).status_code == 200
    assert manager.get(url(Competence, "list")).status_code == 200
    assert manager.get("/admin/pages/").status_code in (302, 403)


def test_the_bank_takes_as_many_statements_for_seven_questions_as_for_one(
    module: ModuleFacts, signed_in: SignedIn, django_assert_max_num_queries: Callable
) -> None:
    editor = as_role(signed_in, "editor")
    editor.get(url(Question, "list"))

    with django_assert_max_num_queries(30):
        assert "T-7" in editor.get(url(Question, "list")).content.decode()
